import { type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html */
export const listPolicyVersions: IamOperation<"ListPolicyVersions"> = {
  access: (input, _, store) => onEntity("ListPolicyVersions", store.findPolicy(input.PolicyArn), input.PolicyArn),

  run({ store }, input) {
    const policy = store.policy(input.PolicyArn);

    return {
      Versions: policy.versions.toReversed().map((version) => ({
        VersionId: version.id,
        IsDefaultVersion: version.id === policy.defaultVersionId,
        CreateDate: new Date(version.createdAt),
      })),
      IsTruncated: false,
    };
  },
};
