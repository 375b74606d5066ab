import type { Call } from "../../../kernel/operation.ts";
import { enterStatus } from "../engine/progress.ts";
import type { StackStore } from "../store.ts";
import type { ChangeSet } from "./model.ts";

/** Takes a change set away, with those of nested stacks that were made with it and the stacks that were to be made by them. */
export function discardSet(call: Call<StackStore>, set: ChangeSet): void {
  const { store, clock } = call;
  for (const nested of store.changeSetsWithin(set)) {
    discardSet(call, nested);
    const stack = store.findStack(nested.stackId);
    if (stack?.status === "REVIEW_IN_PROGRESS") {
      enterStatus(call, stack, "DELETE_COMPLETE", { deletedAt: clock.now() });
    }
  }
  store.deleteChangeSet(set);
}
