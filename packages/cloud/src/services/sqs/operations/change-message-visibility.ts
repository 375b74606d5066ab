import { messageByHandle } from "../messages/handled.ts";
import { checkVisibility } from "../messages/visibility.ts";
import { onQueue } from "../on-queue.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html */
export const changeMessageVisibility = onQueue(
  "ChangeMessageVisibility",
  "sqs:ChangeMessageVisibility",
  ({ store, clock }, queue, input) => {
    const seconds = checkVisibility(input.VisibilityTimeout);
    const now = clock.now();
    const message = messageByHandle({ store, queue, now }, input.ReceiptHandle ?? "");

    store.piles.setVisibility(queue, message, now, seconds * 1000);
    // Those who wait learn when it comes due, or that it has.
    store.arrivals.announce(queue.id);
  },
);
