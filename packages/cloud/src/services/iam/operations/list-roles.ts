import { listRole } from "../outputs.ts";
import { arnOf, type IamOperation, pagedByName } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export const listRoles: IamOperation<"ListRoles"> = {
  access: (input, scope) => ({ action: "iam:ListRoles", resource: arnOf("role", scope, "", input.PathPrefix) }),

  run({ store }, input) {
    const { items, ...page } = pagedByName(store.roles.list(), input);

    return { Roles: items.map(listRole), ...page };
  },
};
