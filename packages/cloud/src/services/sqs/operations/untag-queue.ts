import { onQueue } from "../on-queue.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_UntagQueue.html */
export const untagQueue = onQueue("UntagQueue", "sqs:UntagQueue", ({ store }, queue, { TagKeys = [] }) => {
  const tags = Object.fromEntries(Object.entries(queue.tags).filter(([key]) => !TagKeys.includes(key)));

  store.put({ ...queue, tags });
});
