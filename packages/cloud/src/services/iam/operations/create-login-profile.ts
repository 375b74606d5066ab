import { checkPassword, describeLoginProfile, hashPassword } from "../account/passwords.ts";
import { loginProfileExists } from "../errors.ts";
import { userArn, userOf } from "../owner.ts";
import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateLoginProfile.html */
export const createLoginProfile: IamOperation<"CreateLoginProfile"> = {
  access: (input, scope, store) => ({
    action: "iam:CreateLoginProfile",
    resource: userArn(store, scope.account, input.UserName),
  }),

  run(call, input) {
    const { store, clock } = call;
    const user = userOf(call, input.UserName);
    if (user.loginProfile !== undefined) throw loginProfileExists(user.name);
    checkPassword(store, input.Password);
    const loginProfile = {
      createdAt: clock.now(),
      mustChangePassword: input.PasswordResetRequired ?? false,
      passwordHash: hashPassword(user, input.Password ?? ""),
    };

    store.users.put({ ...user, loginProfile });

    return { LoginProfile: describeLoginProfile(user, loginProfile) };
  },
};
