import { nameTaken } from "../errors.ts";
import { arnOf, type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateGroup.html */
export const updateGroup: IamOperation<"UpdateGroup"> = {
  access: (input, scope, store) =>
    onEntity("UpdateGroup", store.groups.find(input.GroupName), arnOf("group", scope, input.GroupName)),

  run({ store, account }, input) {
    const group = store.groups.get(input.GroupName);
    const { NewGroupName: name = group.name, NewPath: path = group.path } = input;
    const other = store.groups.find(name);
    if (other !== undefined && other.id !== group.id) throw nameTaken("Group", name);
    const members = [...store.membersOf(group)];

    store.groups.delete(group);
    store.groups.put({ ...group, name, path, arn: arnOf("group", { account }, name, path) });
    for (const user of members) {
      store.users.put({ ...user, groupNames: user.groupNames.map((one) => (one === group.name ? name : one)) });
    }
  },
};
