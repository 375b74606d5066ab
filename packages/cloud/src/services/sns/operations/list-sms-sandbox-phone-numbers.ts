import type { SnsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ListSMSSandboxPhoneNumbers.html */
export const listSmsSandboxPhoneNumbers: SnsOperation<"ListSMSSandboxPhoneNumbers"> = {
  access: () => ({ action: "sns:ListSMSSandboxPhoneNumbers", resource: "*" }),

  run: ({ store }) => ({
    PhoneNumbers: Object.entries(store.setting("sandbox")).map(([PhoneNumber, password]) => ({
      PhoneNumber,
      // A number whose password was told back has none any more.
      Status: password === "" ? ("Verified" as const) : ("Pending" as const),
    })),
  }),
};
