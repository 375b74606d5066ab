import { unknownAttribute } from "../errors.ts";
import { keyReuseSecondsDefault, type Queue, queueArn } from "../model.ts";
import { onQueue } from "../on-queue.ts";
import { defaultsOf } from "../queues/attributes.ts";
import type { SqsStore } from "../store.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export const getQueueAttributes = onQueue(
  "GetQueueAttributes",
  "sqs:GetQueueAttributes",
  ({ store, clock }, queue, { AttributeNames: names = [] }) => {
    for (const name of names) if (!known.has(name)) throw unknownAttribute(name);
    if (names.length === 0) return {};
    const all = allAttributes(store, queue, clock.now());
    if (names.includes("All")) return { Attributes: all };
    const wanted: Record<string, string> = {};
    for (const name of names) {
      const value = all[name];
      if (value !== undefined) wanted[name] = value;
    }
    return Object.keys(wanted).length === 0 ? {} : { Attributes: wanted };
  },
);

const known = new Set([
  ...["All", "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesDelayed", "QueueArn"],
  ...["ApproximateNumberOfMessagesNotVisible", "CreatedTimestamp", "LastModifiedTimestamp", "Policy"],
  ...["RedrivePolicy", "RedriveAllowPolicy", "KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds"],
  ...Object.keys(defaultsOf(true)),
]);

function allAttributes(store: SqsStore, queue: Queue, now: number): Record<string, string> {
  const { visible, delayed, inFlight } = store.piles.counts(queue, now);
  const all: Record<string, string> = {
    ...defaultsOf(queue.isFifo),
    ...queue.attributes,
    QueueArn: queueArn(store.scope, queue.name),
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: seconds(queue.createdAt),
    LastModifiedTimestamp: seconds(queue.modifiedAt),
  };
  if (all["KmsMasterKeyId"] !== undefined) all["KmsDataKeyReusePeriodSeconds"] ??= keyReuseSecondsDefault;
  return all;
}

const seconds = (ms: number): string => String(Math.floor(ms / 1000));
