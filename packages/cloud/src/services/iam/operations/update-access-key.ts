import { noSuch } from "../errors.ts";
import { changed, userArn, userOf } from "../owner.ts";
import type { IamOperation } from "../shapes.ts";
import { readStatus } from "../status.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html */
export const updateAccessKey: IamOperation<"UpdateAccessKey"> = {
  access: (input, scope, store) => ({
    action: "iam:UpdateAccessKey",
    resource: userArn(store, scope.account, input.UserName),
  }),

  run(call, input) {
    const { store, credentials } = call;
    const user = store.accessKeyOwner(input.AccessKeyId) ?? userOf(call, input.UserName);
    const key = user.accessKeys.find(({ id }) => id === input.AccessKeyId);
    if (key === undefined) throw noSuch.accessKey(input.AccessKeyId);
    const status = readStatus(input.Status);

    store.users.put({ ...user, accessKeys: changed(user.accessKeys, key.id, { ...key, status }) });
    credentials.change(key.id, { isOff: status === "Inactive" });
  },
};
