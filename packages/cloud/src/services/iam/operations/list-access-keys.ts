import { describeAccessKey } from "../outputs.ts";
import { userArn, userOf } from "../owner.ts";
import { type IamOperation, paged } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html */
export const listAccessKeys: IamOperation<"ListAccessKeys"> = {
  access: (input, scope, store) => ({
    action: "iam:ListAccessKeys",
    resource: userArn(store, scope.account, input.UserName),
  }),

  run(call, input) {
    const user = userOf(call, input.UserName);
    const { items, ...page } = paged(user.accessKeys, input, ({ id }) => id);

    return { AccessKeyMetadata: items.map((key) => describeAccessKey(user, key)), ...page };
  },
};
