import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccountAliases.html */
export const listAccountAliases: IamOperation<"ListAccountAliases"> = {
  access: () => ({ action: "iam:ListAccountAliases", resource: "*" }),

  run({ store }) {
    const { alias } = store.settings;

    return { AccountAliases: alias === undefined ? [] : [alias], IsTruncated: false };
  },
};
