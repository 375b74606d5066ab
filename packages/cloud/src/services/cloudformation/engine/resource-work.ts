import type { Call } from "../../../kernel/operation.ts";
import type { ResourceState, Stack, Unfinished } from "../model.ts";
import type { StackStore } from "../store.ts";
import { failureReason } from "./failure-reason.ts";
import { causeOf, HalfMade } from "./half-made.ts";
import { type ResourceChanges, recordResource } from "./progress.ts";
import { Work } from "./work.ts";

/** Work on one resource, which remembers what it has to in the stack's record of the resource. */
export function resourceWork(call: Call<StackStore>, stack: Stack, logicalId: string): Work {
  const { store, clock } = call;
  const unfinished = store.resource(stack.id, logicalId)?.work ?? { startedAt: clock.now() };
  return new Work(call, stack, logicalId, unfinished, (work: Unfinished) => {
    const resource = store.resource(stack.id, logicalId);
    if (resource !== undefined) store.putResource(stack.id, { ...resource, work });
  });
}

/** For calls that are made for the stack as a whole. */
export const stackWork = (call: Call<StackStore>, stack: Stack): Work =>
  new Work(call, stack, "", { startedAt: call.clock.now() }, () => undefined);

/**
 * Runs a step on a resource and keeps its outcome: what the step gives, or that and why it failed. What the end of the program
 * interrupts is no failure.
 */
export async function keepOutcome(
  call: Call<StackStore>,
  stack: Stack,
  failed: ResourceChanges,
  run: () => Promise<void>,
): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    if (call.store.isStopped) throw error;
    const half = error instanceof HalfMade ? error.made : undefined;
    const cause = causeOf(error);
    if (cause instanceof TypeError)
      call.log.error("a resource failed by our own mistake", { type: failed.type, error: cause });
    const state = half === undefined ? failed.state : halfState(failed, half);
    recordResource(call, stack, {
      ...failed,
      ...(state === undefined ? {} : { state }),
      reason: failureReason(cause, call.ids),
      work: undefined,
    });
    return false;
  }
}

const halfState = ({ type }: ResourceChanges, half: HalfMade["made"]): ResourceState => ({
  type,
  properties: {},
  attributes: {},
  dependsOn: [],
  ...half,
});
