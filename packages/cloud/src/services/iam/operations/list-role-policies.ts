import { pageOf } from "../../../kernel/paging.ts";
import { type IamOperation, roleArn } from "../shapes.ts";

const itemsDefault = 100;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
export const listRolePolicies: IamOperation<"ListRolePolicies"> = {
  access: (input, scope, store) => ({
    action: "iam:ListRolePolicies",
    resource: store.findRole(input.RoleName)?.arn ?? roleArn(scope, input.RoleName),
  }),

  run({ store }, input) {
    const names = Object.keys(store.role(input.RoleName).inlinePolicies).sort((a, b) => (a < b ? -1 : 1));
    const { items, next } = pageOf(names, {
      token: input.Marker,
      max: input.MaxItems ?? itemsDefault,
      idOf: (name) => name,
    });

    return { PolicyNames: items, IsTruncated: next !== undefined, Marker: next };
  },
};
