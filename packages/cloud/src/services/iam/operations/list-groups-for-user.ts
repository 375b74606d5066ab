import { describeGroup } from "../outputs.ts";
import { arnOf, type IamOperation, onEntity, pagedByName } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupsForUser.html */
export const listGroupsForUser: IamOperation<"ListGroupsForUser"> = {
  access: (input, scope, store) =>
    onEntity("ListGroupsForUser", store.users.find(input.UserName), arnOf("user", scope, input.UserName)),

  run({ store }, input) {
    const { groupNames } = store.users.get(input.UserName);
    const groups = [...groupNames].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
    const { items, ...page } = pagedByName(
      groups.flatMap((name) => store.groups.find(name) ?? []),
      input,
    );

    return { Groups: items.map(describeGroup), ...page };
  },
};
