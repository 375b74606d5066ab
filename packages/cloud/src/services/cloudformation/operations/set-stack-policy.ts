import { onStack } from "../access.ts";
import { validation } from "../errors.ts";
import { stackPolicyText } from "../requests/stack-policy-text.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SetStackPolicy.html */
export const setStackPolicy: StackOperation<"SetStackPolicy"> = {
  access: onStack("SetStackPolicy"),

  async run(call, input) {
    const { store } = call;
    const stack = store.stack(input.StackName ?? "");
    const policy = await stackPolicyText(call, input.StackPolicyBody, input.StackPolicyURL);
    if (policy === undefined) throw validation("Either Stack Policy URL or Stack Policy Body must be specified.");
    store.putStack({ ...store.again(stack), policy });
  },
};
