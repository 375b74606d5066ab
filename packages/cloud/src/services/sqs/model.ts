import type { DataKey } from "../../data-keys/data-keys.ts";
import type { Scope } from "../../kernel/operation.ts";
import { invalidAddress } from "./errors.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export interface Queue {
  readonly name: string;
  /** Tells queues of one name apart. */
  readonly id: number;
  /** Where its messages lie; another one after each purge. */
  readonly pile: number;
  readonly isFifo: boolean;
  /** Milliseconds since the epoch, as all times in here. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly purgedAt?: number;
  /** What was set, by AWS's names. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** The scope of deduplication that still holds for a while after a change. */
  readonly formerScope?: { readonly scope: string; readonly until: number };
}

export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base64. */
  readonly BinaryValue?: string;
}

/** What KMS gave out for messages to one queue. */
export interface MessageKey extends DataKey {
  readonly queueArn: string;
}

/** A message in one queue. */
export interface Message {
  readonly id: string;
  /** Its place in the queue. */
  readonly seq: number;
  readonly body: string;
  readonly bodyMd5: string;
  readonly attributes?: Readonly<Record<string, MessageAttribute>>;
  readonly traceHeader?: string;
  readonly sender: string;
  readonly sentAt: number;
  readonly group?: string;
  readonly deduplicationId?: string;
  /** Of FIFO queues. */
  readonly sequenceNumber?: string;
  /** ARN of the queue that could not get rid of it. */
  readonly deadLetterSource?: string;
  /** Under which it was sent; it must open for whoever receives the message. */
  readonly dataKey?: MessageKey;
  /** When it becomes visible by itself; absent while it is visible. */
  readonly dueAt?: number;
  /** Stands in the line of what is visible. New messages of standard queues do not: they are found behind the last one taken. */
  readonly isInLine?: boolean;
  /** Hidden because it was received, not because it is delayed. */
  readonly isInFlight: boolean;
  /** Over all queues it has been in. */
  readonly receives: number;
  /** In this queue. */
  readonly receivesHere: number;
  readonly firstReceivedAt?: number;
}

/** Whether it is still hidden for the one who received it then. */
export const isHeld = ({ isInFlight, receivesHere, dueAt = 0 }: Message, reception: number, now: number): boolean =>
  isInFlight && receivesHere === reception && dueAt > now;

export type NewMessage = Pick<
  Message,
  | "id"
  | "body"
  | "bodyMd5"
  | "attributes"
  | "traceHeader"
  | "sender"
  | "sentAt"
  | "group"
  | "deduplicationId"
  | "dataKey"
  | "deadLetterSource"
> &
  Partial<Pick<Message, "receives" | "firstReceivedAt">>;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
export const messageBytesMax = 1_048_576;
export const batchEntriesMax = 10;

export const queueArn = ({ account, region }: Scope, name: string): string =>
  `arn:aws:sqs:${region}:${account}:${name}`;

/** The account and name at the end of a queue's URL, whatever host stands before them. Throws InvalidAddress. */
export function readQueueUrl(url: string): { readonly account: string; readonly name: string } {
  const [, account, name] = /(?:^|\/)(\d{12})\/([A-Za-z0-9_.-]{1,80})\/?$/.exec(url) ?? [];
  if (account === undefined || name === undefined) throw invalidAddress(url);
  return { account, name };
}

/** Number attributes always have a value; see queues/attributes.ts. */
export const secondsOf = (queue: Queue, name: SecondsAttribute): number =>
  Number(queue.attributes[name] ?? secondsDefaults[name]);

export type SecondsAttribute = keyof typeof secondsDefaults;

export const secondsDefaults = {
  VisibilityTimeout: "30",
  DelaySeconds: "0",
  ReceiveMessageWaitTimeSeconds: "0",
  MessageRetentionPeriod: "345600",
} as const;

export const keyReuseSecondsDefault = "300";

/** For so long KMS is not asked again. */
export const keyReuseMs = ({ attributes }: Queue): number =>
  Number(attributes["KmsDataKeyReusePeriodSeconds"] ?? keyReuseSecondsDefault) * 1000;

export const retentionMs = (queue: Queue): number => secondsOf(queue, "MessageRetentionPeriod") * 1000;

export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

export function redrivePolicyOf({ attributes }: Queue): RedrivePolicy | undefined {
  const text = attributes["RedrivePolicy"];
  if (text === undefined) return undefined;
  const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(text) as Record<keyof RedrivePolicy, string>;
  return { deadLetterTargetArn, maxReceiveCount: Number(maxReceiveCount) };
}

/** A message that nobody sees until it comes due. */
export interface Hidden {
  readonly seq: number;
  readonly dueAt: number;
  /** Of one in flight in a FIFO queue: the group that is closed meanwhile. */
  readonly group?: string;
}
