import { type IamOperation, roleArn } from "../shapes.ts";

/**
 * Terraform asks this before it deletes a role. This cloud has no instances, so no role has a profile.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html
 */
export const listInstanceProfilesForRole: IamOperation<"ListInstanceProfilesForRole"> = {
  access: (input, scope, store) => ({
    action: "iam:ListInstanceProfilesForRole",
    resource: store.findRole(input.RoleName)?.arn ?? roleArn(scope, input.RoleName),
  }),

  run({ store }, input) {
    store.role(input.RoleName);

    return { InstanceProfiles: [], IsTruncated: false };
  },
};
