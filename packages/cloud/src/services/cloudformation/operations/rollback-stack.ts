import { onStack } from "../access.ts";
import { start } from "../engine/start.ts";
import { wrongState } from "../errors.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackStack.html */
export const rollbackStack: StackOperation<"RollbackStack"> = {
  access: onStack("RollbackStack"),

  run(call, input) {
    const stack = call.store.stack(input.StackName ?? "");
    const { status, running } = stack;
    if ((status !== "CREATE_FAILED" && status !== "UPDATE_FAILED") || running === undefined) {
      throw wrongState(stack.id, status, "rolled back");
    }

    start(call, stack, status === "CREATE_FAILED" ? "ROLLBACK_IN_PROGRESS" : "UPDATE_ROLLBACK_IN_PROGRESS", {
      roleArn: input.RoleARN ?? stack.roleArn,
      running: {
        ...running,
        token: input.ClientRequestToken,
        retainExceptOnCreate: input.RetainExceptOnCreate ?? running.retainExceptOnCreate,
      },
    });

    return { StackId: stack.id };
  },
};
