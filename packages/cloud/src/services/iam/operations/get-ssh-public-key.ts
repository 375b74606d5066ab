import { describeWholeSshKey } from "../certificates.ts";
import { noSuch } from "../errors.ts";
import { arnOf, type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetSSHPublicKey.html */
export const getSSHPublicKey: IamOperation<"GetSSHPublicKey"> = {
  access: (input, scope, store) =>
    onEntity("GetSSHPublicKey", store.users.find(input.UserName), arnOf("user", scope, input.UserName)),

  run({ store }, input) {
    const user = store.users.get(input.UserName);
    const key = user.sshKeys.find(({ id }) => id === input.SSHPublicKeyId);
    if (key === undefined) throw noSuch.sshKey(input.SSHPublicKeyId);

    return { SSHPublicKey: describeWholeSshKey(user, key) };
  },
};
