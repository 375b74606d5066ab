import { parseArn } from "@millrace/core";
import { invalidParameter } from "../errors.ts";
import type { Protocol } from "../model.ts";
import { type FilterScope, filterPolicyProblem } from "./filter-policy.ts";

export type Attributes = Readonly<Record<string, string>>;

/** https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html */
const settable = new Set([
  ...["DeliveryPolicy", "FilterPolicy", "FilterPolicyScope", "RawMessageDelivery", "RedrivePolicy"],
  ...["SubscriptionRoleArn", "ReplayPolicy", "ReplayStatus"],
]);

const canBeRaw: readonly Protocol[] = ["sqs", "http", "https", "firehose"];

export interface Checking {
  readonly protocol: Protocol;
  /** What is there already. */
  readonly before: Attributes;
  /** What AWS blames: all attributes when subscribing, and nothing but the name otherwise. */
  readonly place?: string;
}

/** What a subscription has after a change. Throws InvalidParameter. */
export function changedAttributes(change: Attributes, { protocol, before, place }: Checking): Attributes {
  const refuse = (problem: string) => invalidParameter(place === undefined ? problem : `${place} Reason: ${problem}`);
  const after: Record<string, string> = { ...before };
  for (const [name, value] of Object.entries(change)) {
    const problem = settable.has(name) ? problemOf(name, value, protocol) : "AttributeName";
    if (problem !== undefined) throw refuse(problem);
    if (isNothing(name, value)) delete after[name];
    else after[name] = name === "RawMessageDelivery" ? value.toLowerCase() : value;
  }
  const problem = "FilterPolicy" in change || "FilterPolicyScope" in change ? completeFilter(after) : undefined;
  if (problem !== undefined) throw refuse(`FilterPolicy: ${problem}`);
  return after;
}

/** What takes an attribute away. */
const isNothing = (name: string, value: string): boolean => value === "" || (name === "FilterPolicy" && value === "{}");

/** A policy has a scope, even if nobody gave one. Answers what is wrong with it. */
function completeFilter(attributes: Record<string, string>): string | undefined {
  const { FilterPolicy, FilterPolicyScope = "MessageAttributes" } = attributes;
  if (FilterPolicy === undefined) return undefined;
  attributes["FilterPolicyScope"] = FilterPolicyScope;
  return filterPolicyProblem(FilterPolicy, FilterPolicyScope as FilterScope);
}

function problemOf(name: string, value: string, protocol: Protocol): string | undefined {
  if (name === "FilterPolicyScope" && value !== "MessageAttributes" && value !== "MessageBody") {
    return `FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`;
  }
  if (name === "RawMessageDelivery") return rawProblem(value, protocol);
  if (name === "RedrivePolicy" && value !== "") return redriveProblem(value);
  if (name === "DeliveryPolicy" && value !== "" && !isJsonObject(value)) return "DeliveryPolicy: failed to parse JSON.";
  return undefined;
}

function rawProblem(value: string, protocol: Protocol): string | undefined {
  if (!/^(true|false)$/i.test(value)) return `RawMessageDelivery: Invalid value [${value}]. Must be true or false.`;
  return value.toLowerCase() === "true" && !canBeRaw.includes(protocol)
    ? `RawMessageDelivery: Raw message delivery is not supported for protocol ${protocol}`
    : undefined;
}

function redriveProblem(value: string): string | undefined {
  if (!isJsonObject(value)) return "RedrivePolicy: failed to parse JSON.";
  const { deadLetterTargetArn } = JSON.parse(value) as { readonly deadLetterTargetArn?: unknown };
  return parseArn(String(deadLetterTargetArn))?.service === "sqs"
    ? undefined
    : "RedrivePolicy: deadLetterTargetArn is an invalid arn";
}

function isJsonObject(text: string): boolean {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
}
