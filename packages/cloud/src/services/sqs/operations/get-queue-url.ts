import { queueArn } from "../model.ts";
import type { SqsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html */
export const getQueueUrl: SqsOperation<"GetQueueUrl"> = {
  access: (input, scope) => ({
    action: "sqs:GetQueueUrl",
    resource: queueArn({ ...scope, account: input.QueueOwnerAWSAccountId ?? scope.account }, input.QueueName ?? ""),
  }),

  run({ store, aws, account, principal, endpoint }, input) {
    const { QueueName: name = "", QueueOwnerAWSAccountId: owner = account } = input;
    if (owner !== account) return aws.call("sqs", "GetQueueUrl", input, { principal, account: owner });

    store.queue(name);

    return { QueueUrl: `${endpoint}/${account}/${name}` };
  },
};
