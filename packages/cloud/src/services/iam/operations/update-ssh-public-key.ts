import { noSuch } from "../errors.ts";
import { changed } from "../owner.ts";
import { arnOf, type IamOperation, onEntity } from "../shapes.ts";
import { readStatus } from "../status.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSSHPublicKey.html */
export const updateSSHPublicKey: IamOperation<"UpdateSSHPublicKey"> = {
  access: (input, scope, store) =>
    onEntity("UpdateSSHPublicKey", store.users.find(input.UserName), arnOf("user", scope, input.UserName)),

  run({ store }, input) {
    const user = store.users.get(input.UserName);
    const key = user.sshKeys.find(({ id }) => id === input.SSHPublicKeyId);
    if (key === undefined) throw noSuch.sshKey(input.SSHPublicKeyId);

    store.users.put({ ...user, sshKeys: changed(user.sshKeys, key.id, { ...key, status: readStatus(input.Status) }) });
  },
};
