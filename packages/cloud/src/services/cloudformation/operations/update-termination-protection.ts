import { onStack } from "../access.ts";
import { validation } from "../errors.ts";
import { isGone } from "../model.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateTerminationProtection.html */
export const updateTerminationProtection: StackOperation<"UpdateTerminationProtection"> = {
  access: onStack("UpdateTerminationProtection"),

  run({ store }, { StackName: name = "", EnableTerminationProtection: isProtected = false }) {
    const stack = store.stack(name);
    if (isGone(stack)) throw validation(`Stack [${name}] does not exist`);
    if (stack.parentId !== undefined) {
      throw validation(
        `Termination protection cannot be updated on nested stack [${stack.name}]. Update the root stack instead`,
      );
    }
    store.putStack({ ...stack, isProtected });
    return { StackId: stack.id };
  },
};
