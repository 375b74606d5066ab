import { quotaExceeded } from "../errors.ts";
import type { AccessKey } from "../model.ts";
import { userArn, userOf } from "../owner.ts";
import { principalOf } from "../principals.ts";
import type { IamOperation } from "../shapes.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const keysMax = 2;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html */
export const createAccessKey: IamOperation<"CreateAccessKey"> = {
  access: (input, scope, store) => ({
    action: "iam:CreateAccessKey",
    resource: userArn(store, scope.account, input.UserName),
  }),

  run(call, input) {
    const { store, account, credentials, clock } = call;
    const user = userOf(call, input.UserName);
    if (user.accessKeys.length >= keysMax) throw quotaExceeded("AccessKeysPerUser", keysMax);

    const { accessKeyId: id, secretAccessKey } = credentials.issue((accessKeyId) =>
      principalOf(user, account, accessKeyId),
    );
    const key: AccessKey = { id, status: "Active", createdAt: clock.now() };
    store.users.put({ ...user, accessKeys: [...user.accessKeys, key] });
    store.putAccessKeyOwner(id, user);

    return {
      AccessKey: {
        UserName: user.name,
        AccessKeyId: id,
        Status: key.status,
        SecretAccessKey: secretAccessKey,
        CreateDate: new Date(key.createdAt),
      },
    };
  },
};
