import { describeGroup, listUser } from "../outputs.ts";
import { arnOf, type IamOperation, onEntity, pagedByName } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroup.html */
export const getGroup: IamOperation<"GetGroup"> = {
  access: (input, scope, store) =>
    onEntity("GetGroup", store.groups.find(input.GroupName), arnOf("group", scope, input.GroupName)),

  run({ store }, input) {
    const group = store.groups.get(input.GroupName);
    const { items, ...page } = pagedByName(store.membersOf(group), input);

    return { Group: describeGroup(group), Users: items.map(listUser), ...page };
  },
};
