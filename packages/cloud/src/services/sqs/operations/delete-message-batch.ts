import { type BatchFailure, batchFailure, checkBatch } from "../batch.ts";
import { findByHandle } from "../messages/handled.ts";
import { onQueue } from "../on-queue.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html */
export const deleteMessageBatch = onQueue(
  "DeleteMessageBatch",
  "sqs:DeleteMessage",
  ({ store, clock, metrics }, queue, input) => {
    const entries = input.Entries ?? [];
    checkBatch(entries, "DeleteMessageBatchRequestEntry");
    const failed: BatchFailure[] = [];
    const successful: { Id: string }[] = [];

    for (const { Id = "", ReceiptHandle = "" } of entries) {
      try {
        const message = findByHandle({ store, queue, now: clock.now() }, ReceiptHandle);
        if (message !== undefined) store.piles.delete(queue, message);
        successful.push({ Id });
      } catch (error) {
        failed.push(batchFailure(Id, error));
      }
    }
    if (queue.isFifo) store.arrivals.announce(queue.id, successful.length);

    const value = successful.length;
    const dimensions = { QueueName: queue.name };
    metrics.record({ namespace: "AWS/SQS", name: "NumberOfMessagesDeleted", value, unit: "Count", dimensions });
    return {
      ...(successful.length === 0 ? {} : { Successful: successful }),
      ...(failed.length === 0 ? {} : { Failed: failed }),
    } as { Successful: { Id: string }[]; Failed: BatchFailure[] };
  },
);
