import { pageOf } from "../../../kernel/paging.ts";
import type { SnsOperation } from "../shapes.ts";
import { subscriptionOutput } from "../subscriptions/output.ts";

const pageMax = 100;

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptions.html */
export const listSubscriptions: SnsOperation<"ListSubscriptions"> = {
  access: () => ({ action: "sns:ListSubscriptions", resource: "*" }),

  run({ store }, { NextToken }) {
    const { items, next } = pageOf(store.subscriptions(), { token: NextToken, max: pageMax, idOf: ({ arn }) => arn });
    return { Subscriptions: items.map(subscriptionOutput), ...(next === undefined ? {} : { NextToken: next }) };
  },
};
