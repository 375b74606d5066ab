import { type BatchFailure, batchFailure, checkBatch } from "../batch.ts";
import { messageByHandle } from "../messages/handled.ts";
import { checkVisibility } from "../messages/visibility.ts";
import { onQueue } from "../on-queue.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html */
export const changeMessageVisibilityBatch = onQueue(
  "ChangeMessageVisibilityBatch",
  "sqs:ChangeMessageVisibility",
  ({ store, clock }, queue, input) => {
    const entries = input.Entries ?? [];
    checkBatch(entries, "ChangeMessageVisibilityBatchRequestEntry");
    const now = clock.now();
    const failed: BatchFailure[] = [];
    const successful: { Id: string }[] = [];

    for (const { Id = "", ReceiptHandle = "", VisibilityTimeout = 0 } of entries) {
      try {
        const seconds = checkVisibility(VisibilityTimeout);
        const message = messageByHandle({ store, queue, now }, ReceiptHandle);
        store.piles.setVisibility(queue, message, now, seconds * 1000);
        successful.push({ Id });
      } catch (error) {
        failed.push(batchFailure(Id, error));
      }
    }
    store.arrivals.announce(queue.id, successful.length);

    return {
      ...(successful.length === 0 ? {} : { Successful: successful }),
      ...(failed.length === 0 ? {} : { Failed: failed }),
    } as { Successful: { Id: string }[]; Failed: BatchFailure[] };
  },
);
