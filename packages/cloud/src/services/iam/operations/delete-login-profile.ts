import { noSuch } from "../errors.ts";
import { userArn, userOf } from "../owner.ts";
import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteLoginProfile.html */
export const deleteLoginProfile: IamOperation<"DeleteLoginProfile"> = {
  access: (input, scope, store) => ({
    action: "iam:DeleteLoginProfile",
    resource: userArn(store, scope.account, input.UserName),
  }),

  run(call, input) {
    const user = userOf(call, input.UserName);
    if (user.loginProfile === undefined) throw noSuch.loginProfile(user.name);

    call.store.users.put({ ...user, loginProfile: undefined });
  },
};
