import type { Call } from "../../../kernel/operation.ts";
import { invalidValue, tooManyInFlight, unknownAttribute, wrongQueueType } from "../errors.ts";
import { diverter } from "../messages/divert.ts";
import { openKeys } from "../messages/keys.ts";
import { receivedOutput } from "../messages/received.ts";
import { type Message, type Queue, secondsOf } from "../model.ts";
import { onQueue } from "../on-queue.ts";
import type { Shapes } from "../shapes.ts";
import type { SqsStore } from "../store.ts";

type Input = Shapes["ReceiveMessage"]["input"];

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html */
const inFlightMax = 120_000;
const messagesMax = 10;
const waitSecondsMax = 20;
const visibilitySecondsMax = 43_200;

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
export const receiveMessage = onQueue("ReceiveMessage", "sqs:ReceiveMessage", (call, queue, input) => {
  const { MaxNumberOfMessages: max = 1 } = input;
  refuseOutOfRange(input);
  refuseUnknownNames(input);
  const { ReceiveRequestAttemptId: attemptId } = input;
  if (attemptId !== undefined && !queue.isFifo) throw wrongQueueType(attemptId, "ReceiveRequestAttemptId");
  const waitMs = (input.WaitTimeSeconds ?? secondsOf(queue, "ReceiveMessageWaitTimeSeconds")) * 1000;
  const receive = (current: Queue) => {
    const { VisibilityTimeout: visibilitySeconds, ReceiveRequestAttemptId: attempt } = input;
    const wish = { max, visibilitySeconds, attempt, isWaiting: waitMs > 0 };
    return openKeys(call, current, max)?.then(() => takeLater(call, current, wish)) ?? take(call, current, wish);
  };
  const answer = (received: readonly Message[]) => {
    if (received.length > 0 || waitMs === 0) return output(call, queue, input, received);
    return waitFor(call, queue, waitMs, receive).then((late) => output(call, queue, input, late));
  };

  const received = receive(queue);
  return received instanceof Promise ? received.then(answer) : answer(received);
});

interface Wish {
  readonly max: number;
  readonly visibilitySeconds: number | undefined;
  /** What the receiver calls its request. */
  readonly attempt: string | undefined;
  readonly isWaiting: boolean;
}

function take({ store, clock }: Call<SqsStore>, queue: Queue, wish: Wish): Message[] {
  const { max, visibilitySeconds, attempt, isWaiting } = wish;
  const now = clock.now();
  const visibilityMs = (visibilitySeconds ?? secondsOf(queue, "VisibilityTimeout")) * 1000;
  const again = attempt === undefined ? undefined : store.attempts.find(queue, attempt, now);
  if (again !== undefined) {
    for (const message of again) store.piles.setVisibility(queue, message, now, visibilityMs);
    return again;
  }
  const room = inFlightMax - store.piles.inFlight(queue);
  if (room <= 0 && store.piles.counts(queue, now).inFlight >= inFlightMax) {
    if (queue.isFifo || isWaiting) return [];
    throw tooManyInFlight();
  }
  const taken = store.piles.take(queue, {
    now,
    visibilityMs,
    max: room > 0 ? Math.min(max, room) : max,
    divert: diverter(store, queue, now),
  });
  if (attempt !== undefined && taken.length > 0) store.attempts.remember(queue, attempt, taken, now);
  return taken;
}

/** What a queue was may have changed while its key was asked for. */
function takeLater(call: Call<SqsStore>, { name, id }: Queue, wish: Wish): Message[] {
  const now = call.store.find(name);
  return now?.id === id ? take(call, now, wish) : [];
}

/** Asks again whenever a message arrives or comes due, until there is one, time is up, or the client has gone. */
async function waitFor(
  { store, clock, signal }: Call<SqsStore>,
  queue: Queue,
  waitMs: number,
  receive: (queue: Queue) => Message[] | Promise<Message[]>,
): Promise<Message[]> {
  const until = clock.now() + waitMs;
  for (;;) {
    const current = store.find(queue.name);
    if (signal.aborted || current?.id !== queue.id) return [];
    const dueAt = Math.min(until, store.piles.nextDueAt(current) ?? until);
    const { arrived, end } = store.arrivals.wait(queue.id, signal);
    const timer = clock.after(dueAt - clock.now(), end);
    await arrived;
    timer.cancel();
    if (signal.aborted) return [];
    const now = store.find(queue.name);
    if (now?.id !== queue.id) return [];
    const received = await receive(now);
    if (received.length > 0 || clock.now() >= until || store.arrivals.hasEnded) return received;
  }
}

function output(call: Call<SqsStore>, queue: Queue, input: Input, messages: readonly Message[]) {
  const measured = { namespace: "AWS/SQS", dimensions: { QueueName: queue.name }, unit: "Count" } as const;
  if (messages.length === 0) {
    call.metrics.record({ ...measured, name: "NumberOfEmptyReceives", value: 1 });
    return {};
  }
  call.metrics.record({ ...measured, name: "NumberOfMessagesReceived", value: messages.length });
  const { AttributeNames = [], MessageSystemAttributeNames = [], MessageAttributeNames = [] } = input;
  const wanted = {
    // Observed on AWS: the older of the two parameters wins.
    systemNames: AttributeNames.length > 0 ? AttributeNames : MessageSystemAttributeNames,
    attributeNames: MessageAttributeNames,
  };
  return { Messages: messages.map((message) => receivedOutput(queue, message, wanted)) };
}

function refuseOutOfRange({ MaxNumberOfMessages, WaitTimeSeconds, VisibilityTimeout }: Input): void {
  if (isOutside(MaxNumberOfMessages, 1, messagesMax)) {
    throw invalidValue(
      MaxNumberOfMessages,
      "MaxNumberOfMessages",
      `Must be between 1 and ${messagesMax}, if provided.`,
    );
  }
  if (isOutside(WaitTimeSeconds, 0, waitSecondsMax)) {
    throw invalidValue(WaitTimeSeconds, "WaitTimeSeconds", `Must be >= 0 and <= ${waitSecondsMax}, if provided.`);
  }
  if (isOutside(VisibilityTimeout, 0, visibilitySecondsMax)) {
    throw invalidValue(
      VisibilityTimeout,
      "VisibilityTimeout",
      `Must be >= 0 and <= ${visibilitySecondsMax}, if provided.`,
    );
  }
}

const systemNames = new Set([
  ...["All", "SenderId", "SentTimestamp", "ApproximateReceiveCount", "ApproximateFirstReceiveTimestamp"],
  ...["SequenceNumber", "MessageDeduplicationId", "MessageGroupId", "AWSTraceHeader", "DeadLetterQueueSourceArn"],
]);

function refuseUnknownNames({ AttributeNames = [], MessageSystemAttributeNames = [] }: Input): void {
  for (const name of [...AttributeNames, ...MessageSystemAttributeNames]) {
    if (!systemNames.has(name)) throw unknownAttribute(name);
  }
}

const isOutside = (value: number | undefined, min: number, max: number): boolean =>
  value !== undefined && (value < min || value > max);
