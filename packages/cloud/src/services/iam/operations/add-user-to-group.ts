import { quotaExceeded } from "../errors.ts";
import { arnOf, type IamOperation, onEntity } from "../shapes.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const groupsMax = 10;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html */
export const addUserToGroup: IamOperation<"AddUserToGroup"> = {
  access: (input, scope, store) =>
    onEntity("AddUserToGroup", store.groups.find(input.GroupName), arnOf("group", scope, input.GroupName)),

  run({ store }, input) {
    const group = store.groups.get(input.GroupName);
    const user = store.users.get(input.UserName);
    if (user.groupNames.includes(group.name)) return;
    if (user.groupNames.length >= groupsMax) throw quotaExceeded("GroupsPerUser", groupsMax);

    store.users.put({ ...user, groupNames: [...user.groupNames, group.name] });
  },
};
