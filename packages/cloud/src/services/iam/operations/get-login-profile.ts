import { describeLoginProfile } from "../account/passwords.ts";
import { noSuch } from "../errors.ts";
import { userArn, userOf } from "../owner.ts";
import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetLoginProfile.html */
export const getLoginProfile: IamOperation<"GetLoginProfile"> = {
  access: (input, scope, store) => ({
    action: "iam:GetLoginProfile",
    resource: userArn(store, scope.account, input.UserName),
  }),

  run(call, input) {
    const user = userOf(call, input.UserName);
    if (user.loginProfile === undefined) throw noSuch.loginProfile(user.name);

    return { LoginProfile: describeLoginProfile(user, user.loginProfile) };
  },
};
