import { onStack } from "../access.ts";
import { validation } from "../errors.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CancelUpdateStack.html */
export const cancelUpdateStack: StackOperation<"CancelUpdateStack"> = {
  access: onStack("CancelUpdateStack"),

  run({ store }, { StackName: name = "" }) {
    const stack = store.stack(name);
    if (stack.status !== "UPDATE_IN_PROGRESS" || stack.running === undefined) {
      throw validation("CancelUpdateStack cannot be called from current stack status");
    }
    store.putStack({ ...stack, running: { ...stack.running, isCancelled: true } });
  },
};
