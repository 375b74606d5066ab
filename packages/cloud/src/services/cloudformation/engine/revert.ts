import { isDeepStrictEqual } from "node:util";
import type { Call } from "../../../kernel/operation.ts";
import type { JsonObject } from "../../../sdk-calls/json.ts";
import type { ResourceState, Stack, StackResource } from "../model.ts";
import { resourceType } from "../resources/resource-types.ts";
import type { StackStore } from "../store.ts";
import { resolveReferences } from "./dynamic-references.ts";
import { PlainFailure } from "./failure-reason.ts";
import { enterStatus, recordResource } from "./progress.ts";
import { keepOutcome, resourceWork } from "./resource-work.ts";
import { runGraph } from "./run-graph.ts";

/** Gives every resource that an update has changed what it had before. What the update has made goes at the cleanup. */
export async function revert(call: Call<StackStore>, { id }: Stack): Promise<void> {
  const { store } = call;
  const stack = store.again({ id });
  const changed = store.resources(stack.id).filter(({ before }) => before !== undefined && before !== "none");
  const order = new Map(changed.map(({ logicalId, before }) => [logicalId, new Set(stateIn(before)?.dependsOn ?? [])]));
  const { failed } = await runGraph(order, (logicalId) => revertOne(call, stack, logicalId));
  const now = store.again(stack);
  if (now.status !== stack.status) return;
  if (failed.length > 0) {
    enterStatus(
      call,
      now,
      stack.status === "IMPORT_ROLLBACK_IN_PROGRESS" ? "IMPORT_ROLLBACK_FAILED" : "UPDATE_ROLLBACK_FAILED",
      {
        reason: `The following resource(s) failed to update: [${failed.join(", ")}]. `,
      },
    );
    return;
  }
  if (stack.status === "IMPORT_ROLLBACK_IN_PROGRESS") {
    for (const { logicalId, before } of store.resources(stack.id)) {
      if (before === "none") store.deleteResource(stack.id, logicalId);
    }
    enterStatus(call, now, "IMPORT_ROLLBACK_COMPLETE");
    store.putStack({ ...store.again(stack), running: undefined });
  } else enterStatus(call, now, "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS");
}

const stateIn = (before: StackResource["before"]): ResourceState | undefined =>
  before === "none" ? undefined : before;

async function revertOne(call: Call<StackStore>, stack: Stack, logicalId: string): Promise<boolean> {
  const { store, clock } = call;
  const resource = store.resource(stack.id, logicalId);
  const before = stateIn(resource?.before);
  const state = resource?.state;
  if (resource === undefined || before === undefined || state === undefined) return true;
  const { type } = before;
  const wasTouched = resource.status.startsWith("UPDATE_") && resource.status !== "UPDATE_COMPLETE";
  const isSkipped = stack.running?.skip.includes(logicalId) === true;
  if (state.physicalId !== before.physicalId) {
    // The old one is still there; the new one is left for the cleanup.
    const leftovers = [...(resource.leftovers ?? []), state];
    recordResource(call, stack, {
      logicalId,
      type,
      status: "UPDATE_COMPLETE",
      state: before,
      before: undefined,
      leftovers,
      work: undefined,
    });
    return true;
  }
  const isSame = isDeepStrictEqual(state.properties, before.properties) && !wasTouched;
  if (isSame || isSkipped) {
    store.putResource(stack.id, {
      ...resource,
      status: isSame ? resource.status : "UPDATE_COMPLETE",
      state: before,
      before: undefined,
      work: undefined,
    });
    return true;
  }
  const failed = { logicalId, type, status: "UPDATE_FAILED" } as const;
  recordResource(call, stack, {
    ...failed,
    status: "UPDATE_IN_PROGRESS",
    work: resource.work ?? { startedAt: clock.now() },
  });
  return await keepOutcome(call, stack, failed, async () => {
    const work = resourceWork(call, stack, logicalId);
    const update = resourceType(type).handler.update;
    if (update === undefined) throw new PlainFailure(`Update of resource type ${type} is not supported.`);
    const wanted = (await resolveReferences(before.properties, (...asked) => work.aws(...asked))) as JsonObject;
    const { attributes = {} } = await update(work, state, wanted);
    const restored = { ...before, attributes: { ...before.attributes, ...attributes } };
    recordResource(call, stack, {
      logicalId,
      type,
      status: "UPDATE_COMPLETE",
      state: restored,
      before: undefined,
      work: undefined,
    });
  });
}
