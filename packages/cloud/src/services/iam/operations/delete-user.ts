import { mustFirst } from "../errors.ts";
import { arnOf, type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html */
export const deleteUser: IamOperation<"DeleteUser"> = {
  access: (input, scope, store) =>
    onEntity("DeleteUser", store.users.find(input.UserName), arnOf("user", scope, input.UserName)),

  run({ store }, input) {
    const user = store.users.get(input.UserName);
    if (user.groupNames.length > 0) throw mustFirst("remove users from group");
    if (user.loginProfile !== undefined) throw mustFirst("delete login profile");
    if (user.accessKeys.length > 0) throw mustFirst("delete access keys");
    if (user.certificates.length > 0) throw mustFirst("delete signing certificates");
    if (user.sshKeys.length > 0) throw mustFirst("delete public keys");
    for (const { userName } of store.mfaDevices.list()) {
      if (userName === user.name) throw mustFirst("delete MFA device");
    }
    if (user.attachedPolicyArns.length > 0) throw mustFirst("detach all policies");
    if (Object.keys(user.inlinePolicies).length > 0) throw mustFirst("delete policies");

    store.users.delete(user);
  },
};
