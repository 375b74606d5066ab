import type { SnsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_GetSMSAttributes.html */
export const getSmsAttributes: SnsOperation<"GetSMSAttributes"> = {
  access: () => ({ action: "sns:GetSMSAttributes", resource: "*" }),

  run({ store }, { attributes: names = [] }) {
    const all = Object.entries(store.setting("sms"));
    return { attributes: Object.fromEntries(all.filter(([name]) => names.length === 0 || names.includes(name))) };
  },
};
