import type { Call } from "../../../kernel/operation.ts";
import { stackExists, validation } from "../errors.ts";
import type { Stack } from "../model.ts";
import type { StackStore } from "../store.ts";
import { type RollbackInput, readTriggers } from "./rollback-triggers.ts";

/** What requests that make a stack say about it besides its template. */
export interface StackInput {
  readonly StackName?: string | undefined;
  readonly RoleARN?: string | undefined;
  readonly DisableRollback?: boolean | undefined;
  readonly TimeoutInMinutes?: number | undefined;
  readonly EnableTerminationProtection?: boolean | undefined;
  readonly RollbackConfiguration?: RollbackInput | undefined;
}

/** A stack of which there is only the name yet. */
export function newStack(call: Call<StackStore>, input: StackInput, about: Partial<Stack> = {}): Stack {
  const { store, clock, principal } = call;
  const { StackName: name = "" } = input;
  if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) {
    throw validation(
      `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*`,
    );
  }
  const { rollbackTriggers, monitoringMinutes } = readTriggers(input.RollbackConfiguration);
  return {
    id: store.newStackId(name),
    name,
    status: "CREATE_IN_PROGRESS",
    createdAt: clock.now(),
    current: { templateId: "", parameters: [], tags: [], capabilities: [], notificationArns: [] },
    outputs: [],
    imports: [],
    principal,
    roleArn: input.RoleARN,
    disableRollback: input.DisableRollback ?? false,
    isProtected: input.EnableTerminationProtection ?? false,
    rollbackTriggers,
    monitoringMinutes,
    timeoutMinutes: input.TimeoutInMinutes,
    drift: { status: "NOT_CHECKED" },
    ...about,
  };
}

/** Throws AlreadyExistsException; one that is only under review may be taken over. */
export function refuseExisting(store: StackStore, name: string): Stack | undefined {
  const existing = store.findStack(name);
  if (existing === undefined || existing.status === "REVIEW_IN_PROGRESS") return existing;
  throw stackExists(name);
}
