import type { Call } from "../../../kernel/operation.ts";
import type { ResourceState, Stack, StackResource } from "../model.ts";
import { resourceType } from "../resources/resource-types.ts";
import type { StackStore } from "../store.ts";
import { type Graph, reversed } from "../templates/graph.ts";
import { resourceWork } from "./resource-work.ts";

/** Each resource after those that need it. */
export const removalOrder = (resources: readonly StackResource[]): Graph =>
  reversed(new Map(resources.map(({ logicalId, state }) => [logicalId, new Set(state?.dependsOn ?? [])])));

export async function deletePhysical(
  call: Call<StackStore>,
  stack: Stack,
  logicalId: string,
  state: ResourceState,
  policy: string | undefined,
): Promise<void> {
  const { handler } = resourceType(state.type);
  const work = resourceWork(call, stack, logicalId);
  if (policy === "Snapshot") await handler.snapshot?.(work, state);
  await handler.delete(work, state);
}
