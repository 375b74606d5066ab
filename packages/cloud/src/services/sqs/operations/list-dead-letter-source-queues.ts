import { pageOf } from "../../../kernel/paging.ts";
import { queueArn } from "../model.ts";
import { onQueue } from "../on-queue.ts";

const queuesMax = 1000;

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListDeadLetterSourceQueues.html */
export const listDeadLetterSourceQueues = onQueue(
  "ListDeadLetterSourceQueues",
  "sqs:ListDeadLetterSourceQueues",
  ({ store, account, endpoint }, queue, { MaxResults, NextToken }) => {
    const { items, next } = pageOf(store.sourcesOf(queueArn(store.scope, queue.name)), {
      token: NextToken,
      max: MaxResults ?? queuesMax,
      idOf: ({ name }) => name,
    });
    return {
      queueUrls: items.map(({ name }) => `${endpoint}/${account}/${name}`),
      ...(next === undefined || MaxResults === undefined ? {} : { NextToken: next }),
    };
  },
);
