import { deleteConflictVersions, policyIsAttached } from "../errors.ts";
import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html */
export const deletePolicy: IamOperation<"DeletePolicy"> = {
  access: (input) => ({ action: "iam:DeletePolicy", resource: input.PolicyArn }),

  run({ store }, input) {
    const policy = store.policy(input.PolicyArn);
    if (store.attachmentCount(policy.arn) > 0) throw policyIsAttached();
    if (policy.versions.length > 1) throw deleteConflictVersions();

    store.deletePolicy(policy);
  },
};
