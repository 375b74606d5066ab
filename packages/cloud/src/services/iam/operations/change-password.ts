import { checkPassword, hashPassword } from "../account/passwords.ts";
import { noSuch, wrongPassword } from "../errors.ts";
import { userOf } from "../owner.ts";
import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ChangePassword.html */
export const changePassword: IamOperation<"ChangePassword"> = {
  access: (_, __, ___) => ({ action: "iam:ChangePassword", resource: "*" }),

  run(call, input) {
    const user = userOf(call, undefined);
    const profile = user.loginProfile;
    if (profile === undefined) throw noSuch.loginProfile(user.name);
    if (profile.passwordHash !== hashPassword(user, input.OldPassword)) throw wrongPassword();
    checkPassword(call.store, input.NewPassword);

    const passwordHash = hashPassword(user, input.NewPassword);
    call.store.users.put({ ...user, loginProfile: { ...profile, mustChangePassword: false, passwordHash } });
  },
};
