import { invalidParameter } from "../errors.ts";
import { onQueue } from "../on-queue.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-tags.html */
const tagsMax = 50;

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_TagQueue.html */
export const tagQueue = onQueue("TagQueue", "sqs:TagQueue", ({ store }, queue, input) => {
  const tags = { ...queue.tags, ...input.Tags };
  if (Object.keys(tags).length > tagsMax) throw invalidParameter(`Too many tags added for queue ${queue.name}.`);

  store.put({ ...queue, tags });
});
