import { describeUser } from "../outputs.ts";
import { userArn, userOf } from "../owner.ts";
import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html */
export const getUser: IamOperation<"GetUser"> = {
  access: (input, scope, store) => ({
    action: "iam:GetUser",
    resource: userArn(store, scope.account, input.UserName),
  }),

  run(call, input) {
    const { principal, account } = call;
    if (input.UserName === undefined && principal.kind === "account") {
      return {
        User: { Path: undefined, UserName: undefined, UserId: account, Arn: principal.arn, CreateDate: new Date(0) },
      };
    }
    return { User: describeUser(userOf(call, input.UserName)) };
  },
};
