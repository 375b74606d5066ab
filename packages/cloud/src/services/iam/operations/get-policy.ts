import { describePolicy } from "../policy-output.ts";
import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html */
export const getPolicy: IamOperation<"GetPolicy"> = {
  access: (input) => ({ action: "iam:GetPolicy", resource: input.PolicyArn }),

  run: ({ store }, input) => ({
    Policy: describePolicy(store.policy(input.PolicyArn), store.attachmentCount(input.PolicyArn)),
  }),
};
