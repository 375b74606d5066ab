import { noSuchPolicyVersion } from "../errors.ts";
import { type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html */
export const setDefaultPolicyVersion: IamOperation<"SetDefaultPolicyVersion"> = {
  access: (input, _, store) => onEntity("SetDefaultPolicyVersion", store.findPolicy(input.PolicyArn), input.PolicyArn),

  run({ store, clock }, input) {
    const policy = store.policy(input.PolicyArn);
    if (!policy.versions.some(({ id }) => id === input.VersionId)) {
      throw noSuchPolicyVersion(policy.arn, input.VersionId);
    }

    store.putPolicy({ ...policy, defaultVersionId: input.VersionId, updatedAt: clock.now() });
  },
};
