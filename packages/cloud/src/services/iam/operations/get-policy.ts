import { checkPolicyArn } from "../identities/attached-policies.ts";
import { describePolicy } from "../outputs.ts";
import { type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html */
export const getPolicy: IamOperation<"GetPolicy"> = {
  access: (input, _, store) => onEntity("GetPolicy", store.findPolicy(input.PolicyArn), input.PolicyArn),

  run({ store }, input) {
    checkPolicyArn(input.PolicyArn);

    return { Policy: describePolicy(store, store.policy(input.PolicyArn)) };
  },
};
