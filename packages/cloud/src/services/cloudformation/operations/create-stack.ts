import { onStack } from "../access.ts";
import { isRepeated, running, start } from "../engine/start.ts";
import { validation } from "../errors.ts";
import { newStack, refuseExisting } from "../requests/new-stack.ts";
import { deployedOf, readWanted, readWritten } from "../requests/read-request.ts";
import { stackPolicyText } from "../requests/stack-policy-text.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
export const createStack: StackOperation<"CreateStack"> = {
  access: onStack("CreateStack"),

  async run(call, input) {
    const { store } = call;
    const name = input.StackName ?? "";
    const token = input.ClientRequestToken;
    const before = store.findStack(name);
    if (before !== undefined && isRepeated(before, token, "CREATE")) return { StackId: before.id };
    if (input.OnFailure !== undefined && input.DisableRollback !== undefined) {
      throw validation("You can specify either DisableRollback or OnFailure, but not both.");
    }
    const review = refuseExisting(store, name);
    const stack = newStack(call, input, {
      ...(review === undefined ? {} : { id: review.id, createdAt: review.createdAt }),
    });
    const wanted = await readWanted(call, stack, input, await readWritten(call, stack, input));
    const policy = await stackPolicyText(call, input.StackPolicyBody, input.StackPolicyURL);
    refuseExisting(store, name);

    const target = deployedOf(store, wanted);
    const onFailure = input.OnFailure ?? (input.DisableRollback === true ? "DO_NOTHING" : "ROLLBACK");
    store.putStack({ ...stack, policy, disableRollback: onFailure === "DO_NOTHING" });
    for (const set of store.changeSets(stack.id)) store.putChangeSet({ ...set, executionStatus: "OBSOLETE" });
    const timeoutMs = input.TimeoutInMinutes === undefined ? undefined : input.TimeoutInMinutes * 60_000;
    const retainExceptOnCreate = input.RetainExceptOnCreate ?? false;
    start(call, stack, "CREATE_IN_PROGRESS", {
      running: running(call, target, { token, onFailure, timeoutMs, retainExceptOnCreate }),
    });

    return { StackId: stack.id };
  },
};
