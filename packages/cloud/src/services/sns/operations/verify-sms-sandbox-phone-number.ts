import { AwsError } from "@millrace/wire";
import type { SnsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_VerifySMSSandboxPhoneNumber.html */
export const verifySmsSandboxPhoneNumber: SnsOperation<"VerifySMSSandboxPhoneNumber"> = {
  access: () => ({ action: "sns:VerifySMSSandboxPhoneNumber", resource: "*" }),

  run({ store }, { PhoneNumber: number = "", OneTimePassword: password = "" }) {
    const numbers = store.setting("sandbox");
    if (numbers[number] === undefined) throw new AwsError("ResourceNotFoundException", "Resource does not exist");
    if (numbers[number] !== password) throw new AwsError("VerificationException", "Incorrect OTP");

    store.putSetting("sandbox", { ...numbers, [number]: "" });
    return {};
  },
};
