import { onQueue } from "../on-queue.ts";
import { withoutPermission } from "../queues/permissions.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_RemovePermission.html */
export const removePermission = onQueue("RemovePermission", "sqs:RemovePermission", ({ store }, queue, input) => {
  const policy = withoutPermission(store, queue, input.Label ?? "");

  const { Policy: _, ...rest } = queue.attributes;
  store.put({ ...queue, attributes: policy === "" ? rest : { ...rest, Policy: policy } });
});
