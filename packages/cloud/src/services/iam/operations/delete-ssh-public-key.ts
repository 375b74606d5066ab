import { noSuch } from "../errors.ts";
import { changed } from "../owner.ts";
import { arnOf, type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteSSHPublicKey.html */
export const deleteSSHPublicKey: IamOperation<"DeleteSSHPublicKey"> = {
  access: (input, scope, store) =>
    onEntity("DeleteSSHPublicKey", store.users.find(input.UserName), arnOf("user", scope, input.UserName)),

  run({ store }, input) {
    const user = store.users.get(input.UserName);
    const key = user.sshKeys.find(({ id }) => id === input.SSHPublicKeyId);
    if (key === undefined) throw noSuch.sshKey(input.SSHPublicKeyId);

    store.users.put({ ...user, sshKeys: changed(user.sshKeys, key.id, undefined) });
  },
};
