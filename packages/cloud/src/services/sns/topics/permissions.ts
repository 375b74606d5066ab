import { invalidParameter } from "../errors.ts";
import { type Topic, topicArn } from "../model.ts";
import type { SnsStore } from "../store.ts";
import { defaultPolicy } from "./default-policy.ts";

interface Policy {
  readonly Statement: readonly { readonly Sid?: string }[];
}

/** https://docs.aws.amazon.com/sns/latest/api/API_AddPermission.html */
const actions = new Set([
  ...["GetTopicAttributes", "SetTopicAttributes", "AddPermission", "RemovePermission", "DeleteTopic"],
  ...["Subscribe", "ListSubscriptionsByTopic", "Publish", "Receive"],
]);

export interface Permission {
  readonly label: string;
  readonly accounts: readonly string[];
  readonly actions: readonly string[];
}

/** The topic's policy with one statement more. Throws InvalidParameter. */
export function withPermission(store: SnsStore, topic: Topic, permission: Permission): string {
  const { label } = permission;
  const policy = policyOf(store, topic);
  if (policy.Statement.some(({ Sid }) => Sid === label)) throw invalidParameter("Statement already exists");
  for (const action of permission.actions) {
    if (!actions.has(action)) throw invalidParameter("Policy statement action out of service scope!");
  }
  const principals = permission.accounts.map((account) => `arn:aws:iam::${account}:root`);
  const allowed = permission.actions.map((action) => `SNS:${action}`);
  const statement = {
    Sid: label,
    Effect: "Allow",
    Principal: { AWS: principals.length === 1 ? principals[0] : principals },
    Action: allowed.length === 1 ? allowed[0] : allowed,
    Resource: topicArn(store.scope, topic.name),
  };
  return JSON.stringify({ ...policy, Statement: [...policy.Statement, statement] });
}

export function withoutPermission(store: SnsStore, topic: Topic, label: string): string {
  const policy = policyOf(store, topic);
  return JSON.stringify({ ...policy, Statement: policy.Statement.filter(({ Sid }) => Sid !== label) });
}

function policyOf(store: SnsStore, topic: Topic): Policy {
  const text = topic.attributes["Policy"] ?? defaultPolicy(topicArn(store.scope, topic.name), store.scope.account);
  const { Statement = [], ...rest } = JSON.parse(text) as Policy;
  return { ...rest, Statement: [Statement].flat() };
}
