import { findByHandle } from "../messages/handled.ts";
import { onQueue } from "../on-queue.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html */
export const deleteMessage = onQueue(
  "DeleteMessage",
  "sqs:DeleteMessage",
  ({ store, clock, metrics }, queue, input) => {
    const message = findByHandle({ store, queue, now: clock.now() }, input.ReceiptHandle ?? "");

    if (message !== undefined) store.piles.delete(queue, message);
    // The next message of the group may be received now.
    if (queue.isFifo) store.arrivals.announce(queue.id);

    const dimensions = { QueueName: queue.name };
    metrics.record({ namespace: "AWS/SQS", name: "NumberOfMessagesDeleted", value: 1, unit: "Count", dimensions });
  },
);
