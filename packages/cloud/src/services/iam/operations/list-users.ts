import { listUser } from "../outputs.ts";
import { arnOf, type IamOperation, pagedByName } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html */
export const listUsers: IamOperation<"ListUsers"> = {
  access: (input, scope) => ({ action: "iam:ListUsers", resource: arnOf("user", scope, "", input.PathPrefix) }),

  run({ store }, input) {
    const { items, ...page } = pagedByName(store.users.list(), input);

    return { Users: items.map(listUser), ...page };
  },
};
