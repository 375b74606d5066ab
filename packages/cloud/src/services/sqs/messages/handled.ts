import { notInFlight, receiptHandleExpired, receiptHandleInvalid } from "../errors.ts";
import { isHeld, type Message, type Queue } from "../model.ts";
import type { SqsStore } from "../store.ts";
import { readReceiptHandle } from "./receipt.ts";

interface Handling {
  readonly store: SqsStore;
  readonly queue: Queue;
  readonly now: number;
}

/**
 * The message that a receipt handle names; undefined when it is gone. In a FIFO queue a handle holds only as long as the
 * message stays hidden from others; in a standard queue for as long as it is there.
 */
export function findByHandle({ store, queue, now }: Handling, handle: string): Message | undefined {
  const { queueId, seq, receivesHere } = readReceiptHandle(handle);
  if (queueId !== queue.id) throw receiptHandleInvalid(handle);
  const message = store.piles.find(queue, seq);
  if (message === undefined) return undefined;
  if (queue.isFifo && !isHeld(message, receivesHere, now)) throw receiptHandleExpired(handle);
  return message;
}

/** For changes of visibility, which the last receiver alone may ask for, and only in time. */
export function messageByHandle(handling: Handling, handle: string): Message {
  const message = findByHandle(handling, handle);
  if (message === undefined || !isHeld(message, readReceiptHandle(handle).receivesHere, handling.now)) {
    throw notInFlight(handle);
  }
  return message;
}
