import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html */
export const listPolicyVersions: IamOperation<"ListPolicyVersions"> = {
  access: (input) => ({ action: "iam:ListPolicyVersions", resource: input.PolicyArn }),

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
