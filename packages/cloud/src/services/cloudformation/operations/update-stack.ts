import { onStack } from "../access.ts";
import { isUnchanged } from "../change-sets/is-unchanged.ts";
import { isRepeated, refuseUpdate, running, start } from "../engine/start.ts";
import { bracketedStackMissing, nothingToUpdate } from "../errors.ts";
import { deployedOf, readWanted, readWritten } from "../requests/read-request.ts";
import { readTriggers } from "../requests/rollback-triggers.ts";
import { stackPolicyText } from "../requests/stack-policy-text.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html */
export const updateStack: StackOperation<"UpdateStack"> = {
  access: onStack("UpdateStack"),

  async run(call, input) {
    const { store, clock } = call;
    const stack = store.stack(input.StackName ?? "", bracketedStackMissing);
    if (isRepeated(stack, input.ClientRequestToken, "UPDATE")) return { StackId: stack.id };
    const written = await readWritten(call, stack, input);
    const triggers = input.RollbackConfiguration === undefined ? {} : readTriggers(input.RollbackConfiguration);
    refuseUpdate(stack);
    const wanted = await readWanted(call, stack, input, written);
    const policy = await stackPolicyText(call, input.StackPolicyBody, input.StackPolicyURL);
    const now = store.again(stack);
    refuseUpdate(now);
    if (policy === undefined && isUnchanged(call, now, wanted)) throw nothingToUpdate();

    const target = deployedOf(store, wanted);
    start(call, now, "UPDATE_IN_PROGRESS", {
      ...triggers,
      policy: policy ?? now.policy,
      principal: call.principal,
      roleArn: input.RoleARN ?? now.roleArn,
      updatedAt: clock.now(),
      running: running(call, target, {
        token: input.ClientRequestToken,
        disableRollback: input.DisableRollback ?? false,
        retainExceptOnCreate: input.RetainExceptOnCreate ?? false,
      }),
    });

    return { StackId: stack.id };
  },
};
