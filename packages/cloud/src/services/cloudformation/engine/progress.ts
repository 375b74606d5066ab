import type { Call } from "../../../kernel/operation.ts";
import type { Stack, StackResource, StackStatus } from "../model.ts";
import type { StackStore } from "../store.ts";
import { notifyJob } from "./notify.ts";

type StackCall = Pick<Call<StackStore>, "store" | "clock" | "ids" | "jobs">;

/** Gives a stack a status, and says so in its events. */
export function enterStatus(call: StackCall, { id }: Stack, status: StackStatus, changes: Partial<Stack> = {}): Stack {
  const stack = call.store.putStack({ ...call.store.again({ id }), reason: undefined, ...changes, status });
  addEvent(call, stack, {
    id: call.ids.uuid(),
    logicalId: stack.name,
    physicalId: stack.id,
    type: "AWS::CloudFormation::Stack",
    status,
    reason: stack.reason,
  });
  return stack;
}

/** Keeps what a resource is now, and says so in the stack's events. */
export function recordResource(call: StackCall, stack: Stack, changes: ResourceChanges): StackResource {
  const { store, clock, ids } = call;
  const known = store.resource(stack.id, changes.logicalId);
  const resource: StackResource = {
    drift: { status: "NOT_CHECKED" },
    ...known,
    reason: undefined,
    ...changes,
    at: clock.now(),
  };
  store.putResource(stack.id, resource);
  addResourceEvent(call, stack, resource, ids.uuid());
  return resource;
}

export type ResourceChanges = Pick<StackResource, "logicalId" | "type" | "status"> & Partial<StackResource>;

/** Says something of a resource that is no longer, or not yet, what the stack has by that name. */
export function addResourceEvent(
  call: StackCall,
  stack: Stack,
  resource: Pick<StackResource, "logicalId" | "type" | "status" | "reason" | "state">,
  chance: string,
): void {
  addEvent(call, stack, {
    id: `${resource.logicalId}-${resource.status}-${chance}`,
    logicalId: resource.logicalId,
    physicalId: resource.state?.physicalId ?? "",
    type: resource.type,
    status: resource.status,
    reason: resource.reason,
    ...(resource.state === undefined ? {} : { properties: JSON.stringify(resource.state.properties) }),
  });
}

function addEvent(
  { store, clock, jobs }: StackCall,
  stack: Stack,
  event: Omit<Parameters<StackStore["addEvent"]>[0], "stackId" | "stackName" | "at" | "token" | "sequence">,
): void {
  const whole = { ...event, stackId: stack.id, stackName: stack.name, at: clock.now(), token: stack.running?.token };
  store.addEvent(whole);
  const topics = (stack.running?.target ?? stack.current).notificationArns;
  for (const topicArn of topics) jobs.add(notifyJob, { topicArn, event: whole, principal: stack.principal });
}
