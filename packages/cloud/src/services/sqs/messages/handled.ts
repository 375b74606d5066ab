import { notInFlight, receiptHandleExpired, receiptHandleInvalid } from "../errors.ts";
import type { Message, Queue } from "../model.ts";
import type { SqsStore } from "../store.ts";
import { readReceiptHandle } from "./receipt.ts";

/**
 * The message that a receipt handle names; undefined when it is gone. In a FIFO queue a handle holds only as long as the
 * message stays hidden from others; in a standard queue for as long as it is there.
 */
export function findByHandle(store: SqsStore, queue: Queue, handle: string): Message | undefined {
  const { queueId, seq, receivesHere } = readReceiptHandle(handle);
  if (queueId !== queue.id) throw receiptHandleInvalid(handle);
  const message = store.piles.find(queue, seq);
  if (message === undefined) return undefined;
  const isCurrent = message.isInFlight && message.receivesHere === receivesHere;
  if (queue.isFifo && !isCurrent) throw receiptHandleExpired(handle);
  return message;
}

/** For changes of visibility, which the last receiver alone may ask for. */
export function messageByHandle(store: SqsStore, queue: Queue, handle: string): Message {
  const message = findByHandle(store, queue, handle);
  if (message === undefined || message.receivesHere !== readReceiptHandle(handle).receivesHere) {
    throw notInFlight(handle);
  }
  return message;
}
