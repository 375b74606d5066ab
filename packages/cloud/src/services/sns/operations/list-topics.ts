import { pageOf } from "../../../kernel/paging.ts";
import { topicArn } from "../model.ts";
import type { SnsOperation } from "../shapes.ts";

const pageMax = 100;

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html */
export const listTopics: SnsOperation<"ListTopics"> = {
  access: () => ({ action: "sns:ListTopics", resource: "*" }),

  run({ store }, { NextToken }) {
    const { items, next } = pageOf(store.topics(), { token: NextToken, max: pageMax, idOf: ({ name }) => name });
    return {
      Topics: items.map(({ name }) => ({ TopicArn: topicArn(store.scope, name) })),
      ...(next === undefined ? {} : { NextToken: next }),
    };
  },
};
