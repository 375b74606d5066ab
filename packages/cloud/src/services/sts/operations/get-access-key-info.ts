import type { StsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html */
export const getAccessKeyInfo: StsOperation<"GetAccessKeyInfo"> = {
  access: () => ({ action: "sts:GetAccessKeyInfo", resource: "*" }),

  run: ({ credentials }, input) => ({ Account: credentials.find(input.AccessKeyId).principal.account }),
};
