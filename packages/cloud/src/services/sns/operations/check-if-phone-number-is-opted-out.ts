import { invalidParameter } from "../errors.ts";
import type { SnsOperation } from "../shapes.ts";
import { isPhoneNumber } from "../subscriptions/endpoint.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_CheckIfPhoneNumberIsOptedOut.html */
export const checkIfPhoneNumberIsOptedOut: SnsOperation<"CheckIfPhoneNumberIsOptedOut"> = {
  access: () => ({ action: "sns:CheckIfPhoneNumberIsOptedOut", resource: "*" }),

  run({ store }, { phoneNumber = "" }) {
    if (!isPhoneNumber(phoneNumber)) {
      throw invalidParameter(`PhoneNumber Reason: ${phoneNumber} is not valid to publish to`);
    }
    return { isOptedOut: store.setting("opted out")[phoneNumber] !== undefined };
  },
};
