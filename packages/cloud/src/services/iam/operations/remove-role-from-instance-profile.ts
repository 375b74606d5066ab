import { notInProfile } from "../errors.ts";
import { arnOf, type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveRoleFromInstanceProfile.html */
export const removeRoleFromInstanceProfile: IamOperation<"RemoveRoleFromInstanceProfile"> = {
  access: (input, scope, store) =>
    onEntity(
      "RemoveRoleFromInstanceProfile",
      store.instanceProfiles.find(input.InstanceProfileName),
      arnOf("instance-profile", scope, input.InstanceProfileName),
    ),

  run({ store }, input) {
    const profile = store.instanceProfiles.get(input.InstanceProfileName);
    const role = store.roles.get(input.RoleName);
    if (profile.roleName !== role.name) throw notInProfile(role.name);

    store.instanceProfiles.put({ ...profile, roleName: undefined });
  },
};
