import { onQueue } from "../on-queue.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueueTags.html */
export const listQueueTags = onQueue("ListQueueTags", "sqs:ListQueueTags", (_, { tags }) =>
  Object.keys(tags).length === 0 ? {} : { Tags: { ...tags } },
);
