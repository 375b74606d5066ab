import { summarise } from "../account/summary.ts";
import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
export const getAccountSummary: IamOperation<"GetAccountSummary"> = {
  access: () => ({ action: "iam:GetAccountSummary", resource: "*" }),

  run: ({ store }) => ({ SummaryMap: summarise(store) }),
};
