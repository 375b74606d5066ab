import type { Call } from "../../../kernel/operation.ts";
import type { ResourceState, Stack, StackResource } from "../model.ts";
import { shortId } from "../model.ts";
import { StackStopped } from "../stopped.ts";
import type { StackStore } from "../store.ts";
import { deploymentOf } from "./deployment.ts";
import { failureReason } from "./failure-reason.ts";
import { addResourceEvent, enterStatus } from "./progress.ts";
import { deletePhysical, removalOrder } from "./removal.ts";
import { runGraph } from "./run-graph.ts";

/** Deletes what an update has replaced, and what the template no longer has. */
export async function cleanUp(call: Call<StackStore>, { id }: Stack): Promise<void> {
  const { store, clock } = call;
  const stack = store.again({ id });
  const wanted = deploymentOf(call, stack, stack.current).resources;
  await sweep(call, stack, (resource) => {
    const { logicalId, state, before, leftovers = [] } = resource;
    const isReplaced = before !== undefined && before !== "none" && before.physicalId !== state?.physicalId;
    const old = isReplaced && before.updateReplacePolicy !== "Retain" ? [before] : [];
    const gone = wanted.has(logicalId) ? undefined : state;
    const isKept = gone?.deletionPolicy === "Retain" || gone?.deletionPolicy === "RetainExceptOnCreate";
    return {
      doomed: [...leftovers, ...old, ...(gone === undefined || isKept ? [] : [gone])],
      policy: gone === undefined ? old[0]?.updateReplacePolicy : gone.deletionPolicy,
      isGone: !wanted.has(logicalId),
    };
  });
  enterStatus(call, stack, "UPDATE_COMPLETE", { updatedAt: clock.now() });
  store.putStack({ ...store.again(stack), running: undefined });
}

/** Deletes what an update had made before it was rolled back. */
export async function cleanUpAfterRollback(call: Call<StackStore>, { id }: Stack): Promise<void> {
  const { store, clock } = call;
  const stack = store.again({ id });
  await sweep(call, stack, ({ state, before, leftovers = [] }) => {
    const isNew = before === "none";
    return { doomed: [...leftovers, ...(isNew && state !== undefined ? [state] : [])], isGone: isNew };
  });
  enterStatus(call, stack, "UPDATE_ROLLBACK_COMPLETE", { updatedAt: clock.now() });
  store.putStack({ ...store.again(stack), running: undefined });
}

interface Fate {
  readonly doomed: readonly ResourceState[];
  /** What is done with the data of the doomed. */
  readonly policy?: string | undefined;
  /** The stack has nothing of that name any more. */
  readonly isGone: boolean;
}

async function sweep(call: Call<StackStore>, stack: Stack, fateOf: (resource: StackResource) => Fate): Promise<void> {
  const { store } = call;
  const resources = store.resources(stack.id);
  await runGraph(removalOrder(resources), async (logicalId) => {
    const resource = store.resource(stack.id, logicalId);
    if (resource === undefined) return true;
    const { doomed, policy, isGone } = fateOf(resource);
    for (const state of doomed) await removeLeftover(call, stack, { logicalId, state, policy });
    if (isGone) store.deleteResource(stack.id, logicalId);
    else store.putResource(stack.id, { ...resource, before: undefined, leftovers: undefined });
    return true;
  });
}

interface Leftover {
  readonly logicalId: string;
  readonly state: ResourceState;
  readonly policy: string | undefined;
}

/** What cannot be deleted is left behind: a cleanup does not fail. */
async function removeLeftover(
  call: Call<StackStore>,
  stack: Stack,
  { logicalId, state, policy }: Leftover,
): Promise<void> {
  const about = { logicalId, type: state.type, state };
  addResourceEvent(call, stack, { ...about, status: "DELETE_IN_PROGRESS" }, call.ids.uuid());
  try {
    await deletePhysical(call, stack, logicalId, state, policy);
    addResourceEvent(call, stack, { ...about, status: "DELETE_COMPLETE" }, call.ids.uuid());
  } catch (error) {
    if (call.store.isStopped || error instanceof StackStopped) throw error;
    const reason = failureReason(error, call.ids);
    call.log.warn("a resource was left behind", { stack: shortId(stack.id), resource: logicalId, error });
    addResourceEvent(call, stack, { ...about, status: "DELETE_FAILED", reason }, call.ids.uuid());
  }
}
