import { pageOf } from "../../../kernel/paging.ts";
import { invalidParameter } from "../errors.ts";
import type { SqsOperation } from "../shapes.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html */
const queuesMax = 1000;

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html */
export const listQueues: SqsOperation<"ListQueues"> = {
  access: () => ({ action: "sqs:ListQueues", resource: "*" }),

  run({ store, account, endpoint }, { QueueNamePrefix, MaxResults, NextToken }) {
    if (MaxResults !== undefined && (MaxResults < 1 || MaxResults > queuesMax)) {
      throw invalidParameter(
        `Value for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and ${queuesMax}`,
      );
    }
    const { items, next } = pageOf(store.queues(QueueNamePrefix), {
      token: NextToken,
      max: MaxResults ?? queuesMax,
      idOf: ({ name }) => name,
    });
    return {
      ...(items.length === 0 ? {} : { QueueUrls: items.map(({ name }) => `${endpoint}/${account}/${name}`) }),
      ...(next === undefined || MaxResults === undefined ? {} : { NextToken: next }),
    };
  },
};
