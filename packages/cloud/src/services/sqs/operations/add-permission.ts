import { onQueue } from "../on-queue.ts";
import { withPermission } from "../queues/permissions.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html */
export const addPermission = onQueue("AddPermission", "sqs:AddPermission", ({ store }, queue, input) => {
  const { Label: label = "", AWSAccountIds: accounts = [], Actions: actions = [] } = input;
  const policy = withPermission(store, queue, { label, accounts, actions });

  store.put({ ...queue, attributes: { ...queue.attributes, Policy: policy } });
});
