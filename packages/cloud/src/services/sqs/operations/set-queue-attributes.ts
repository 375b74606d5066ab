import { invalidAttribute } from "../errors.ts";
import { type Queue, queueArn } from "../model.ts";
import { onQueue } from "../on-queue.ts";
import { changedAttributes, checkAttributes, defaultsOf } from "../queues/attributes.ts";
import { checkRedrive } from "../queues/redrive.ts";

/**
 * Observed on AWS: a queue goes on to deduplicate as before for a while after its scope was changed.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
const propagationMs = 60_000;

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export const setQueueAttributes = onQueue("SetQueueAttributes", "sqs:SetQueueAttributes", (call, queue, input) => {
  const { store, clock } = call;
  const change = checkAttributes(input.Attributes ?? {}, queue.isFifo);
  if (change["FifoQueue"] === "false") {
    throw invalidAttribute("FifoQueue", "Modifying queue type is not supported.");
  }
  const attributes = changedAttributes(queue.attributes, change, queue.isFifo);
  checkRedrive(store, { arn: queueArn(call, queue.name), isFifo: queue.isFifo }, change);
  const now = clock.now();

  store.put({ ...queue, attributes, modifiedAt: now, ...scopeChange(queue, attributes, now) });
  // Whoever waits looks again: what is hidden may have changed with the queue.
  store.arrivals.announce(queue.id);
});

function scopeChange(queue: Queue, after: Queue["attributes"], now: number): Partial<Queue> {
  const scopeOf = (attributes: Queue["attributes"]) =>
    attributes["DeduplicationScope"] ?? defaultsOf(true)["DeduplicationScope"] ?? "";
  const scope = scopeOf(queue.attributes);
  return scope === scopeOf(after) ? {} : { formerScope: { scope, until: now + propagationMs } };
}
