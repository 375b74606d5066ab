import { pageOf } from "../../../kernel/paging.ts";
import { resourceOf } from "../model.ts";
import type { SnsOperation } from "../shapes.ts";
import { subscriptionOutput } from "../subscriptions/output.ts";

const pageMax = 100;

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
export const listSubscriptionsByTopic: SnsOperation<"ListSubscriptionsByTopic"> = {
  access: (input) => ({ action: "sns:ListSubscriptionsByTopic", resource: resourceOf(input.TopicArn) }),

  run({ store }, { TopicArn = "", NextToken }) {
    store.topic(TopicArn);
    const all = store.subscriptionsOf(TopicArn).sort((a, b) => (a.arn < b.arn ? -1 : 1));
    const { items, next } = pageOf(all, { token: NextToken, max: pageMax, idOf: ({ arn }) => arn });
    return { Subscriptions: items.map(subscriptionOutput), ...(next === undefined ? {} : { NextToken: next }) };
  },
};
