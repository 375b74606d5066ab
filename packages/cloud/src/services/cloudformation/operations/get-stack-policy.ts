import { onStack } from "../access.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetStackPolicy.html */
export const getStackPolicy: StackOperation<"GetStackPolicy"> = {
  access: onStack("GetStackPolicy"),

  run: ({ store }, input) => ({ StackPolicyBody: store.stack(input.StackName ?? "").policy }),
};
