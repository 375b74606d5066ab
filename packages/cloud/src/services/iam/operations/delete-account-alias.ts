import { noSuch } from "../errors.ts";
import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccountAlias.html */
export const deleteAccountAlias: IamOperation<"DeleteAccountAlias"> = {
  access: () => ({ action: "iam:DeleteAccountAlias", resource: "*" }),

  run({ store }, input) {
    if (store.settings.alias !== input.AccountAlias) throw noSuch.alias(input.AccountAlias);

    store.changeSettings({ alias: undefined });
  },
};
