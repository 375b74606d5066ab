import { describeSshKey } from "../outputs.ts";
import { userArn, userOf } from "../owner.ts";
import { type IamOperation, paged } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSSHPublicKeys.html */
export const listSSHPublicKeys: IamOperation<"ListSSHPublicKeys"> = {
  access: (input, scope, store) => ({
    action: "iam:ListSSHPublicKeys",
    resource: userArn(store, scope.account, input.UserName),
  }),

  run(call, input) {
    const user = userOf(call, input.UserName);
    const { items, ...page } = paged(user.sshKeys, input, ({ id }) => id);

    return { SSHPublicKeys: items.map((key) => describeSshKey(user, key)), ...page };
  },
};
