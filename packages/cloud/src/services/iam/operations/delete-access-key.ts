import { noSuch } from "../errors.ts";
import { changed, userArn, userOf } from "../owner.ts";
import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html */
export const deleteAccessKey: IamOperation<"DeleteAccessKey"> = {
  access: (input, scope, store) => ({
    action: "iam:DeleteAccessKey",
    resource: userArn(store, scope.account, input.UserName),
  }),

  run(call, input) {
    const { store, credentials } = call;
    const user = store.accessKeyOwner(input.AccessKeyId) ?? userOf(call, input.UserName);
    if (!user.accessKeys.some(({ id }) => id === input.AccessKeyId)) throw noSuch.accessKey(input.AccessKeyId);

    store.users.put({ ...user, accessKeys: changed(user.accessKeys, input.AccessKeyId, undefined) });
    store.deleteAccessKeyOwner(input.AccessKeyId);
    credentials.revoke(input.AccessKeyId);
  },
};
