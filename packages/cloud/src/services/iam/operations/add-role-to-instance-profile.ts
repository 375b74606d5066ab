import { quotaExceeded } from "../errors.ts";
import { arnOf, type IamOperation, onEntity } from "../shapes.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const rolesMax = 1;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html */
export const addRoleToInstanceProfile: IamOperation<"AddRoleToInstanceProfile"> = {
  access: (input, scope, store) => [
    onEntity(
      "AddRoleToInstanceProfile",
      store.instanceProfiles.find(input.InstanceProfileName),
      arnOf("instance-profile", scope, input.InstanceProfileName),
    ),
    {
      action: "iam:PassRole",
      resource: store.roles.find(input.RoleName)?.arn ?? arnOf("role", scope, input.RoleName),
      context: { "iam:PassedToService": "ec2.amazonaws.com" },
    },
  ],

  run({ store }, input) {
    const profile = store.instanceProfiles.get(input.InstanceProfileName);
    const role = store.roles.get(input.RoleName);
    if (profile.roleName !== undefined) throw quotaExceeded("InstanceSessionsPerInstanceProfile", rolesMax);

    store.instanceProfiles.put({ ...profile, roleName: role.name });
  },
};
