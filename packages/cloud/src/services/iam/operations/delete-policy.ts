import { deleteConflictVersions, policyIsAttached } from "../errors.ts";
import { type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html */
export const deletePolicy: IamOperation<"DeletePolicy"> = {
  access: (input, _, store) => onEntity("DeletePolicy", store.findPolicy(input.PolicyArn), input.PolicyArn),

  run({ store }, input) {
    const policy = store.policy(input.PolicyArn);
    const { attached, boundaries } = store.policyUse(policy.arn);
    if (attached + boundaries > 0) throw policyIsAttached();
    if (policy.versions.length > 1) throw deleteConflictVersions();

    store.deletePolicy(policy);
  },
};
