import { listProfile } from "../outputs.ts";
import { arnOf, type IamOperation, onEntity, pagedByName } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html */
export const listInstanceProfilesForRole: IamOperation<"ListInstanceProfilesForRole"> = {
  access: (input, scope, store) =>
    onEntity("ListInstanceProfilesForRole", store.roles.find(input.RoleName), arnOf("role", scope, input.RoleName)),

  run({ store }, input) {
    const { name } = store.roles.get(input.RoleName);
    const profiles = [...store.instanceProfiles.list()].filter(({ roleName }) => roleName === name);
    const { items, ...page } = pagedByName(profiles, input);

    return { InstanceProfiles: items.map((profile) => listProfile(store, profile)), ...page };
  },
};
