import { noSuch } from "../errors.ts";
import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountPasswordPolicy.html */
export const getAccountPasswordPolicy: IamOperation<"GetAccountPasswordPolicy"> = {
  access: () => ({ action: "iam:GetAccountPasswordPolicy", resource: "*" }),

  run({ store, account }) {
    const { passwordPolicy } = store.settings;
    if (passwordPolicy === undefined) throw noSuch.passwordPolicy(account);

    return { PasswordPolicy: passwordPolicy };
  },
};
