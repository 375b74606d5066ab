import type { StsOperation } from "../shapes.ts";

/**
 * Needs no permission, as on AWS.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export const getCallerIdentity: StsOperation<"GetCallerIdentity"> = {
  access: () => [],

  run({ principal }) {
    if (!("userId" in principal)) return { Account: principal.account };
    return { UserId: principal.userId, Account: principal.account, Arn: principal.arn };
  },
};
