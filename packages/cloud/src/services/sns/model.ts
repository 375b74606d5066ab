import { parseArn } from "@millrace/core";
import type { Scope } from "../../kernel/operation.ts";
import { invalidParameter } from "./errors.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html */
export interface Topic {
  readonly name: string;
  readonly isFifo: boolean;
  /** What was set, by AWS's names. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly dataProtectionPolicy?: string;
  /** Subscriptions that were deleted since the topic was made. */
  readonly deletions: number;
}

/** https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html */
export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: Protocol;
  readonly endpoint: string;
  readonly owner: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly isConfirmed: boolean;
  /** Whether the owner of the topic confirmed it, by a signed request or by being the owner of both ends. */
  readonly wasAuthenticated: boolean;
  readonly token?: string;
  /** Only who signs may unsubscribe. */
  readonly authenticatesUnsubscribe?: boolean;
}

export const protocols = [
  "http",
  "https",
  "email",
  "email-json",
  "sms",
  "sqs",
  "application",
  "lambda",
  "firehose",
] as const;
export type Protocol = (typeof protocols)[number];

export interface MessageAttribute {
  readonly Type: string;
  /** Base64 for binary ones. */
  readonly Value: string;
}

/** A message that a topic has taken. */
export interface Published {
  readonly id: string;
  readonly topicArn: string;
  readonly subject?: string;
  readonly message: string;
  /** Texts by protocol, of messages whose structure is JSON. */
  readonly texts?: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly publishedAt: number;
  readonly group?: string;
  readonly deduplicationId?: string;
  readonly sequenceNumber?: string;
  /** Of the request that it came in: it goes on with what is delivered. */
  readonly traceHeader?: string;
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-limits.html */
export const messageBytesMax = 262_144;

export const topicArn = ({ account, region }: Scope, name: string): string =>
  `arn:aws:sns:${region}:${account}:${name}`;

/** Throws InvalidParameter as AWS does for what is no ARN at all. */
export function readArn(text: string | undefined, parameter: string) {
  if (text === undefined || text === "") {
    throw invalidParameter(`${parameter} Reason: no value for required parameter`);
  }
  const parts = text.split(":").length;
  if (parts < 6) {
    throw invalidParameter(`${parameter} Reason: An ARN must have at least 6 elements, not ${parts}`);
  }
  const arn = parseArn(text);
  if (arn?.service !== "sns") throw invalidParameter(parameter);
  return arn;
}

/** The ARN of a subscription without its last part. */
export const topicOfSubscription = (subscriptionArn: string): string =>
  subscriptionArn.slice(0, subscriptionArn.lastIndexOf(":"));

/** What rights are given on: the ARN as it was given, `*` when it is none. */
export const resourceOf = (arn: string | undefined): string => (arn?.startsWith("arn:") ? arn : "*");
