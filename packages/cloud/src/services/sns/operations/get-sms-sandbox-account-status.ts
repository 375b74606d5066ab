import type { SnsOperation } from "../shapes.ts";

/**
 * Whoever sends text messages into an outbox may send them to everybody.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_GetSMSSandboxAccountStatus.html
 */
export const getSmsSandboxAccountStatus: SnsOperation<"GetSMSSandboxAccountStatus"> = {
  access: () => ({ action: "sns:GetSMSSandboxAccountStatus", resource: "*" }),

  run: () => ({ IsInSandbox: false }),
};
