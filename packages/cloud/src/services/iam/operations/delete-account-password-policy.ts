import { noSuch } from "../errors.ts";
import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccountPasswordPolicy.html */
export const deleteAccountPasswordPolicy: IamOperation<"DeleteAccountPasswordPolicy"> = {
  access: () => ({ action: "iam:DeleteAccountPasswordPolicy", resource: "*" }),

  run({ store, account }) {
    if (store.settings.passwordPolicy === undefined) throw noSuch.passwordPolicy(account);

    store.changeSettings({ passwordPolicy: undefined });
  },
};
