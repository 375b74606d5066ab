import { onStack } from "../access.ts";
import { start } from "../engine/start.ts";
import { validation, wrongState } from "../errors.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html */
export const continueUpdateRollback: StackOperation<"ContinueUpdateRollback"> = {
  access: onStack("ContinueUpdateRollback"),

  run(call, input) {
    const { store } = call;
    const stack = store.stack(input.StackName ?? "");
    if (stack.status !== "UPDATE_ROLLBACK_FAILED" || stack.running === undefined) {
      throw wrongState(stack.id, stack.status, "continue rollback");
    }
    const skip = input.ResourcesToSkip ?? [];
    const wrong = skip.filter((id) => store.resource(stack.id, id)?.status !== "UPDATE_FAILED");
    if (wrong.length > 0) {
      throw validation(
        `The following resource(s) cannot be skipped: [${wrong.join(", ")}]. Only resources in UPDATE_FAILED state can be skipped.`,
      );
    }

    start(call, stack, "UPDATE_ROLLBACK_IN_PROGRESS", {
      roleArn: input.RoleARN ?? stack.roleArn,
      running: { ...stack.running, skip, token: input.ClientRequestToken },
    });

    return {};
  },
};
