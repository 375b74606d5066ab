import type { SnsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ListPhoneNumbersOptedOut.html */
export const listPhoneNumbersOptedOut: SnsOperation<"ListPhoneNumbersOptedOut"> = {
  access: () => ({ action: "sns:ListPhoneNumbersOptedOut", resource: "*" }),

  run: ({ store }) => ({ phoneNumbers: Object.keys(store.setting("opted out")) }),
};
