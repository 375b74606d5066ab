import { AwsError } from "@millrace/wire";
import { newDataKey, openDataKey } from "../../../data-keys/data-keys.ts";
import type { Call } from "../../../kernel/operation.ts";
import { keyRefused } from "../errors.ts";
import { keyReuseMs, type Message, type MessageKey, type Queue, queueArn } from "../model.ts";
import type { SqsStore } from "../store.ts";

/**
 * Runs what sends to a queue, with a data key where the queue has a key of a customer's: who may not use it may not send.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 */
export function underKey<Output>(
  call: Call<SqsStore>,
  queue: Queue,
  run: (queue: Queue, dataKey: MessageKey | undefined) => Output,
): Output | Promise<Output> {
  const keyId = queue.attributes["KmsMasterKeyId"];
  if (keyId === undefined) return run(queue, undefined);
  return givenKey(call, queue, keyId).then((dataKey) => run(call.store.queue(queue.name), dataKey));
}

async function givenKey(call: Call<SqsStore>, queue: Queue, keyId: string): Promise<MessageKey> {
  const { store, principal, clock } = call;
  const what = `${queue.id} ${keyId}`;
  const known = store.givenKeys.find(principal, what, clock.now());
  if (known !== undefined) return known;
  const arn = queueArn(store.scope, queue.name);
  const given = await newDataKey(askerOf(call), keyId, contextOf(arn)).catch(refuse);
  const value = { ...given, queueArn: arn };
  store.givenKeys.remember(principal, what, { value, until: clock.now() + keyReuseMs(queue) });
  return value;
}

/** Asks for the keys of what is to be received next; undefined where no key has a say. */
export function openKeys(call: Call<SqsStore>, queue: Queue, max: number): Promise<void> | undefined {
  const closed = nextClosed(call, queue, max);
  return closed === undefined ? undefined : openFrom(call, queue, max, closed);
}

/** While one is asked for, others may come to stand before it. */
async function openFrom(call: Call<SqsStore>, queue: Queue, max: number, first: MessageKey): Promise<void> {
  let closed: MessageKey | undefined = first;
  while (closed !== undefined) {
    await openDataKey(askerOf(call), closed, contextOf(closed.queueArn)).catch(refuse);
    const until = call.clock.now() + keyReuseMs(queue);
    call.store.openedKeys.remember(call.principal, closed.sealed, { value: true, until });
    closed = nextClosed(call, queue, max);
  }
}

function nextClosed({ store, principal, clock }: Call<SqsStore>, queue: Queue, max: number): MessageKey | undefined {
  const now = clock.now();
  const isClosed = ({ dataKey }: Message): boolean =>
    dataKey !== undefined && store.openedKeys.find(principal, dataKey.sealed, now) === undefined;
  return store.piles.peek(queue, now, max).find(isClosed)?.dataKey;
}

const askerOf = (call: Call<SqsStore>) => ({ call, service: "sqs" });

const contextOf = (arn: string) => ({ "aws:sqs:arn": arn });

function refuse(error: unknown): never {
  throw error instanceof AwsError ? keyRefused(error) : error;
}
