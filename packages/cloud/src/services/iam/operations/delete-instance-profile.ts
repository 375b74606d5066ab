import { mustFirst } from "../errors.ts";
import { arnOf, type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteInstanceProfile.html */
export const deleteInstanceProfile: IamOperation<"DeleteInstanceProfile"> = {
  access: (input, scope, store) =>
    onEntity(
      "DeleteInstanceProfile",
      store.instanceProfiles.find(input.InstanceProfileName),
      arnOf("instance-profile", scope, input.InstanceProfileName),
    ),

  run({ store }, input) {
    const profile = store.instanceProfiles.get(input.InstanceProfileName);
    if (profile.roleName !== undefined) throw mustFirst("remove roles from instance profile");

    store.instanceProfiles.delete(profile);
  },
};
