import { describeProfile } from "../outputs.ts";
import { arnOf, type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetInstanceProfile.html */
export const getInstanceProfile: IamOperation<"GetInstanceProfile"> = {
  access: (input, scope, store) =>
    onEntity(
      "GetInstanceProfile",
      store.instanceProfiles.find(input.InstanceProfileName),
      arnOf("instance-profile", scope, input.InstanceProfileName),
    ),

  run: ({ store }, input) => ({
    InstanceProfile: describeProfile(store, store.instanceProfiles.get(input.InstanceProfileName)),
  }),
};
