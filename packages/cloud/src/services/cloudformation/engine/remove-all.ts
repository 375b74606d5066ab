import type { Call } from "../../../kernel/operation.ts";
import type { Stack, StackResource, StackStatus } from "../model.ts";
import type { StackStore } from "../store.ts";
import { enterStatus, recordResource } from "./progress.ts";
import { deletePhysical, removalOrder } from "./removal.ts";
import { keepOutcome } from "./resource-work.ts";
import { runGraph } from "./run-graph.ts";

const ends: Readonly<Partial<Record<StackStatus, { readonly done: StackStatus; readonly failed: StackStatus }>>> = {
  DELETE_IN_PROGRESS: { done: "DELETE_COMPLETE", failed: "DELETE_FAILED" },
  ROLLBACK_IN_PROGRESS: { done: "ROLLBACK_COMPLETE", failed: "ROLLBACK_FAILED" },
};

/** Deletes what the stack has made, what needs others before those: the whole stack, or what came of one that failed. */
export async function removeAll(call: Call<StackStore>, { id }: Stack): Promise<void> {
  const { store, clock } = call;
  const stack = store.again({ id });
  const resources = store.resources(stack.id).filter(({ status }) => !isRemoved(status));
  const { failed } = await runGraph(removalOrder(resources), (logicalId) => removeOne(call, stack, logicalId));
  const now = store.again(stack);
  const end = ends[now.status];
  if (now.status !== stack.status || end === undefined) return;
  if (failed.length > 0) {
    enterStatus(call, now, end.failed, {
      reason: `The following resource(s) failed to delete: [${failed.join(", ")}]. `,
    });
    return;
  }
  const deletedAt = end.done === "DELETE_COMPLETE" ? { deletedAt: clock.now(), outputs: [], imports: [] } : {};
  // Of one that never was, what it was to be is still told.
  const current = now.current.templateId === "" ? (now.running?.target ?? now.current) : now.current;
  enterStatus(call, now, end.done, { ...deletedAt, current });
  store.putStack({ ...store.again(stack), running: undefined });
}

const isRemoved = (status: string): boolean => status === "DELETE_COMPLETE" || status === "DELETE_SKIPPED";

async function removeOne(call: Call<StackStore>, stack: Stack, logicalId: string): Promise<boolean> {
  const resource = call.store.resource(stack.id, logicalId);
  if (resource === undefined) return true;
  const { type, state } = resource;
  if (state === undefined) {
    call.store.putResource(stack.id, { ...resource, status: "DELETE_COMPLETE", work: undefined });
    return true;
  }
  if (isKept(stack, resource)) {
    recordResource(call, stack, { logicalId, type, status: "DELETE_SKIPPED" });
    return true;
  }
  // After a crash: what its deletion has learned so far.
  const unfinished = resource.status === "DELETE_IN_PROGRESS" ? resource.work : undefined;
  const work = unfinished ?? { startedAt: call.clock.now() };
  recordResource(call, stack, { logicalId, type, status: "DELETE_IN_PROGRESS", work });
  return await keepOutcome(call, stack, { logicalId, type, status: "DELETE_FAILED" }, async () => {
    // Of what a rollback takes away again nobody wants the data.
    const policy = stack.status === "ROLLBACK_IN_PROGRESS" ? "Delete" : state.deletionPolicy;
    await deletePhysical(call, stack, logicalId, state, policy);
    const { before } = resource;
    const isReplaced = before !== undefined && before !== "none" && before.physicalId !== state.physicalId;
    if (isReplaced) await deletePhysical(call, stack, logicalId, before, before.updateReplacePolicy);
    recordResource(call, stack, { logicalId, type, status: "DELETE_COMPLETE", work: undefined });
  });
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html */
function isKept({ status, running }: Stack, { logicalId, state, before }: StackResource): boolean {
  if (running?.skip.includes(logicalId) === true) return true;
  const policy = state?.deletionPolicy;
  if (policy === "Retain") return !(status === "ROLLBACK_IN_PROGRESS" && running?.retainExceptOnCreate === true);
  return policy === "RetainExceptOnCreate" && !(status === "ROLLBACK_IN_PROGRESS" && before === "none");
}
