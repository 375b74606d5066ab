import { invalidValue } from "../errors.ts";
import { type Queue, queueArn } from "../model.ts";
import type { SqsStore } from "../store.ts";

interface Policy {
  readonly Version: string;
  readonly Id?: string;
  readonly Statement: readonly Statement[];
}

interface Statement {
  readonly Sid?: string;
  readonly [member: string]: unknown;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html */
const actions = new Set([
  "*",
  "ChangeMessageVisibility",
  "DeleteMessage",
  "GetQueueAttributes",
  "GetQueueUrl",
  "ListDeadLetterSourceQueues",
  "PurgeQueue",
  "ReceiveMessage",
  "SendMessage",
]);

export interface Permission {
  readonly label: string;
  readonly accounts: readonly string[];
  readonly actions: readonly string[];
}

/** The queue's policy with one statement more. Throws InvalidParameterValue. */
export function withPermission(store: SqsStore, queue: Queue, permission: Permission): string {
  const { label } = permission;
  const policy = policyOf(store, queue);
  if (policy.Statement.some(({ Sid }) => Sid === label)) throw invalidValue(label, "Label", "Already exists.");
  for (const action of permission.actions) {
    if (!actions.has(action)) {
      throw invalidValue(`SQS:${action}`, "ActionName", "Only the queue owner is allowed to invoke this action.");
    }
  }
  for (const account of permission.accounts) {
    if (!/^\d{12}$/.test(account)) throw invalidValue(`[${account}]`, "PrincipalId", "Unable to verify.");
  }
  const principals = permission.accounts.map((account) => `arn:aws:iam::${account}:root`);
  const allowed = permission.actions.map((action) => `SQS:${action}`);
  const statement = {
    Sid: label,
    Effect: "Allow",
    Principal: { AWS: principals.length === 1 ? principals[0] : principals },
    Action: allowed.length === 1 ? allowed[0] : allowed,
    Resource: queueArn(store.scope, queue.name),
  };
  return JSON.stringify({ ...policy, Statement: [...policy.Statement, statement] });
}

/** The queue's policy without one statement; empty when none is left. */
export function withoutPermission(store: SqsStore, queue: Queue, label: string): string {
  const policy = policyOf(store, queue);
  const rest = policy.Statement.filter(({ Sid }) => Sid !== label);
  if (rest.length === policy.Statement.length) {
    throw invalidValue(label, "Label", "can't find label on existing policy.");
  }
  return rest.length === 0 ? "" : JSON.stringify({ ...policy, Statement: rest });
}

function policyOf(store: SqsStore, queue: Queue): Policy {
  const text = queue.attributes["Policy"];
  if (text !== undefined) {
    const { Statement = [], ...rest } = JSON.parse(text) as Policy;
    return { ...rest, Statement: Array.isArray(Statement) ? Statement : [Statement as unknown as Statement] };
  }
  return { Version: "2008-10-17", Id: `${queueArn(store.scope, queue.name)}/SQSDefaultPolicy`, Statement: [] };
}
