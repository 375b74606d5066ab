import { arnOf, type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveUserFromGroup.html */
export const removeUserFromGroup: IamOperation<"RemoveUserFromGroup"> = {
  access: (input, scope, store) =>
    onEntity("RemoveUserFromGroup", store.groups.find(input.GroupName), arnOf("group", scope, input.GroupName)),

  run({ store }, input) {
    const group = store.groups.get(input.GroupName);
    const user = store.users.get(input.UserName);

    store.users.put({ ...user, groupNames: user.groupNames.filter((name) => name !== group.name) });
  },
};
