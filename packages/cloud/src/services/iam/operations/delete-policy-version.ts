import { defaultVersionStays, noSuchPolicyVersion } from "../errors.ts";
import { type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html */
export const deletePolicyVersion: IamOperation<"DeletePolicyVersion"> = {
  access: (input, _, store) => onEntity("DeletePolicyVersion", store.findPolicy(input.PolicyArn), input.PolicyArn),

  run({ store }, input) {
    const policy = store.policy(input.PolicyArn);
    const versions = policy.versions.filter(({ id }) => id !== input.VersionId);
    if (versions.length === policy.versions.length) throw noSuchPolicyVersion(policy.arn, input.VersionId);
    if (input.VersionId === policy.defaultVersionId) throw defaultVersionStays();

    store.putPolicy({ ...policy, versions });
  },
};
