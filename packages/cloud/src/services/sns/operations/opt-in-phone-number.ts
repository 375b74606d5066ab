import type { SnsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_OptInPhoneNumber.html */
export const optInPhoneNumber: SnsOperation<"OptInPhoneNumber"> = {
  access: () => ({ action: "sns:OptInPhoneNumber", resource: "*" }),

  run({ store }, { phoneNumber = "" }) {
    const { [phoneNumber]: _, ...rest } = store.setting("opted out");

    store.putSetting("opted out", rest);
    return {};
  },
};
