import type { SnsOperation } from "../shapes.ts";

/**
 * Numbers are bought from telephone companies; there are none here.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_ListOriginationNumbers.html
 */
export const listOriginationNumbers: SnsOperation<"ListOriginationNumbers"> = {
  access: () => ({ action: "sns:ListOriginationNumbers", resource: "*" }),

  run: () => ({ PhoneNumbers: [] }),
};
