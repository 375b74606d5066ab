import { pageOf } from "../../../kernel/paging.ts";
import { describeRole } from "../role-output.ts";
import { type IamOperation, roleArn } from "../shapes.ts";

const itemsDefault = 100;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export const listRoles: IamOperation<"ListRoles"> = {
  access: (input, scope) => ({ action: "iam:ListRoles", resource: roleArn(scope, "", input.PathPrefix) }),

  run({ store }, input) {
    const { items, next } = pageOf(store.roles(input.PathPrefix ?? "/"), {
      token: input.Marker,
      max: input.MaxItems ?? itemsDefault,
      idOf: (role) => role.name.toLowerCase(),
    });

    return {
      Roles: items.map((role) => ({ ...describeRole(role), Tags: undefined, PermissionsBoundary: undefined })),
      IsTruncated: next !== undefined,
      Marker: next,
    };
  },
};
