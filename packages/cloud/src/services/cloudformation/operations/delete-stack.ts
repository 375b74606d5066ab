import { onStack } from "../access.ts";
import { discardSet } from "../change-sets/discard-set.ts";
import { running, start } from "../engine/start.ts";
import { protectedStack, validation, wrongState } from "../errors.ts";
import { importersOf } from "../exports.ts";
import { isGone, type Stack } from "../model.ts";
import type { StackOperation } from "../shapes.ts";
import type { StackStore } from "../store.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html */
export const deleteStack: StackOperation<"DeleteStack"> = {
  access: onStack("DeleteStack"),

  run(call, input) {
    const { store } = call;
    const stack = store.findStack(input.StackName ?? "");
    if (stack === undefined || isGone(stack) || stack.status === "DELETE_IN_PROGRESS") return;
    if (stack.isProtected) throw protectedStack(stack.name);
    const retained = input.RetainResources ?? [];
    const isForced = input.DeletionMode === "FORCE_DELETE_STACK";
    if (stack.status !== "DELETE_FAILED" && (retained.length > 0 || isForced)) {
      throw validation(
        `Invalid operation on stack [${stack.id}]. When calling DeleteStack with ${isForced ? "DeletionMode set to FORCE_DELETE_STACK" : "RetainResources"}, the stack must be in DELETE_FAILED state`,
      );
    }
    if (/^UPDATE_(?:ROLLBACK_)?(?:COMPLETE_CLEANUP_)?IN_PROGRESS$/.test(stack.status)) {
      throw wrongState(stack.id, stack.status, "deleted");
    }
    refuseUsed(store, stack);

    for (const set of store.changeSets(stack.id)) discardSet(call, set);
    const failed = isForced
      ? store
          .resources(stack.id)
          .filter(({ status }) => status === "DELETE_FAILED")
          .map(({ logicalId }) => logicalId)
      : [];
    const skip = [...retained, ...failed];
    start(call, stack, "DELETE_IN_PROGRESS", {
      principal: call.principal,
      roleArn: input.RoleARN ?? stack.roleArn,
      running: running(call, stack.running?.target ?? stack.current, { token: input.ClientRequestToken, skip }),
    });
  },
};

function refuseUsed(store: StackStore, { outputs }: Stack): void {
  for (const { exportName } of outputs) {
    const importers = exportName === undefined ? [] : importersOf(store, exportName);
    if (importers.length > 0) {
      throw validation(`Export ${exportName} cannot be deleted as it is in use by ${importers.join(" and ")}`);
    }
  }
}
