import { defaultVersionStays, noSuchPolicyVersion } from "../errors.ts";
import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html */
export const deletePolicyVersion: IamOperation<"DeletePolicyVersion"> = {
  access: (input) => ({ action: "iam:DeletePolicyVersion", resource: input.PolicyArn }),

  run({ store }, input) {
    const policy = store.policy(input.PolicyArn);
    if (!policy.versions.some(({ id }) => id === input.VersionId)) {
      throw noSuchPolicyVersion(input.PolicyArn, input.VersionId);
    }
    if (policy.defaultVersionId === input.VersionId) throw defaultVersionStays();

    store.putPolicy({ ...policy, versions: policy.versions.filter(({ id }) => id !== input.VersionId) });
  },
};
