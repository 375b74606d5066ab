import { checkPassword, hashPassword } from "../account/passwords.ts";
import { noSuch } from "../errors.ts";
import { userArn, userOf } from "../owner.ts";
import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateLoginProfile.html */
export const updateLoginProfile: IamOperation<"UpdateLoginProfile"> = {
  access: (input, scope, store) => ({
    action: "iam:UpdateLoginProfile",
    resource: userArn(store, scope.account, input.UserName),
  }),

  run(call, input) {
    const { store } = call;
    const user = userOf(call, input.UserName);
    const profile = user.loginProfile;
    if (profile === undefined) throw noSuch.loginProfile(user.name);
    if (input.Password !== undefined) checkPassword(store, input.Password);

    store.users.put({
      ...user,
      loginProfile: {
        ...profile,
        mustChangePassword: input.PasswordResetRequired ?? profile.mustChangePassword,
        passwordHash: input.Password === undefined ? profile.passwordHash : hashPassword(user, input.Password),
      },
    });
  },
};
