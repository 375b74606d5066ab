import { aliasTaken } from "../errors.ts";
import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccountAlias.html */
export const createAccountAlias: IamOperation<"CreateAccountAlias"> = {
  access: () => ({ action: "iam:CreateAccountAlias", resource: "*" }),

  run({ store }, input) {
    if (store.settings.alias === input.AccountAlias) throw aliasTaken(input.AccountAlias);

    store.changeSettings({ alias: input.AccountAlias });
  },
};
