import { isDeepStrictEqual } from "node:util";
import type { Call } from "../../../kernel/operation.ts";
import { templateOf } from "../engine/deployment.ts";
import type { Stack } from "../model.ts";
import type { Wanted } from "../requests/read-request.ts";
import type { StackStore } from "../store.ts";
import { planChanges } from "./plan-changes.ts";

/** Whether there is nothing to do: no resource, output, tag or description is other than it was. */
export function isUnchanged(call: Call<StackStore>, stack: Stack, wanted: Wanted): boolean {
  if (stack.current.templateId === "" || stack.status === "UPDATE_FAILED" || stack.status === "CREATE_FAILED")
    return false;
  const { current } = stack;
  const { deployed, prepared } = wanted;
  const isSame =
    isDeepStrictEqual(current.tags, deployed.tags) &&
    isDeepStrictEqual(current.notificationArns, deployed.notificationArns) &&
    current.description === deployed.description;
  if (!isSame || planChanges(call, stack, prepared).length > 0) return false;
  return isDeepStrictEqual(templateOf(call.store, current).outputs, prepared.template.outputs);
}
