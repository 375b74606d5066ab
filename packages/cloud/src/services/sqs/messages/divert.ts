import { type Message, type Queue, queueArn, redrivePolicyOf } from "../model.ts";
import { isAllowedSource } from "../queues/redrive.ts";
import type { SqsStore } from "../store.ts";

/**
 * Moves messages that were received too often to the queue's dead-letter queue. Undefined when there is none that takes
 * them. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export function diverter(store: SqsStore, queue: Queue, now: number): (message: Message) => boolean {
  const policy = redrivePolicyOf(queue);
  const target = policy === undefined ? undefined : store.findByArn(policy.deadLetterTargetArn);
  const arn = queueArn(store.scope, queue.name);
  if (policy === undefined || target === undefined || !isAllowedSource(target, arn)) return () => false;
  return (message) => {
    if (message.receivesHere < policy.maxReceiveCount) return false;
    store.piles.delete(queue, message);
    // Standard queues keep the time when it was sent, so that it does not live longer; FIFO queues begin anew.
    const sentAt = target.isFifo ? now : message.sentAt;
    store.piles.add(target, { ...kept(message, queue, target), sentAt, deadLetterSource: arn }, now, 0);
    store.arrivals.announce(target.id);
    return true;
  };
}

/** What a message takes along into another queue. A queue under another key, or none, does not ask for the first one. */
export function kept(message: Message, from: Queue, to: Queue) {
  const { seq, dueAt, isInFlight, isInLine, receivesHere, sequenceNumber, dataKey, ...rest } = message;
  const isSameKey = from.attributes["KmsMasterKeyId"] === to.attributes["KmsMasterKeyId"];
  return { ...rest, ...(isSameKey && dataKey !== undefined ? { dataKey } : {}) };
}
