import { upperAlphanumeric } from "@millrace/core";
import { describeWholeSshKey, sshFingerprint } from "../certificates.ts";
import type { SshKey } from "../model.ts";
import { arnOf, type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSSHPublicKey.html */
export const uploadSSHPublicKey: IamOperation<"UploadSSHPublicKey"> = {
  access: (input, scope, store) =>
    onEntity("UploadSSHPublicKey", store.users.find(input.UserName), arnOf("user", scope, input.UserName)),

  run({ store, ids, clock }, input) {
    const user = store.users.get(input.UserName);
    const key: SshKey = {
      id: `APKA${ids.text(17, upperAlphanumeric)}`,
      body: input.SSHPublicKeyBody,
      fingerprint: sshFingerprint(input.SSHPublicKeyBody),
      status: "Active",
      createdAt: clock.now(),
    };

    store.users.put({ ...user, sshKeys: [...user.sshKeys, key] });

    return { SSHPublicKey: describeWholeSshKey(user, key) };
  },
};
