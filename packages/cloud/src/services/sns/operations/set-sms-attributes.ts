import { invalid, invalidParameter } from "../errors.ts";
import type { SnsOperation } from "../shapes.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_SetSMSAttributes.html */
const checks: Readonly<Record<string, (value: string) => boolean>> = {
  MonthlySpendLimit: (value) => /^\d+$/.test(value),
  DeliveryStatusIAMRole: (value) => value === "" || /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/.test(value),
  DeliveryStatusSuccessSamplingRate: (value) => /^\d{1,3}$/.test(value) && Number(value) <= 100,
  DefaultSenderID: (value) => /^[A-Za-z0-9_-]{1,11}$/.test(value),
  DefaultSMSType: (value) => value === "Promotional" || value === "Transactional",
  UsageReportS3Bucket: () => true,
};

/** @see https://docs.aws.amazon.com/sns/latest/api/API_SetSMSAttributes.html */
export const setSmsAttributes: SnsOperation<"SetSMSAttributes"> = {
  access: () => ({ action: "sns:SetSMSAttributes", resource: "*" }),

  run({ store }, { attributes = {} }) {
    for (const [name, value] of Object.entries(attributes)) {
      const check = checks[name];
      if (check === undefined) throw invalidParameter(`attributes Reason: ${name} is not a valid attribute`);
      if (!check(value)) throw invalid(`${name} is invalid`);
    }

    store.putSetting("sms", { ...store.setting("sms"), ...attributes });
    return {};
  },
};
