import type { SnsOperation } from "../shapes.ts";

/**
 * The one-time password that AWS sends goes to the outbox.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_CreateSMSSandboxPhoneNumber.html
 */
export const createSmsSandboxPhoneNumber: SnsOperation<"CreateSMSSandboxPhoneNumber"> = {
  access: () => ({ action: "sns:CreateSMSSandboxPhoneNumber", resource: "*" }),

  run({ store, ids, clock }, { PhoneNumber: number = "" }) {
    const password = ids.text(6, "0123456789");

    store.putSetting("sandbox", { ...store.setting("sandbox"), [number]: password });
    const body = `${password} is your verification code for your AWS account.`;
    store.outbox.add(store.nextSequence(), { kind: "sms", to: number, body, sentAt: clock.now() });
    return {};
  },
};
