import { writeTags } from "../model.ts";
import { type IamOperation, roleArn } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html */
export const listRoleTags: IamOperation<"ListRoleTags"> = {
  access: (input, scope, store) => ({
    action: "iam:ListRoleTags",
    resource: store.findRole(input.RoleName)?.arn ?? roleArn(scope, input.RoleName),
  }),

  run: ({ store }, input) => ({ Tags: writeTags(store.role(input.RoleName).tags), IsTruncated: false }),
};
