import { groupResource } from "../model.ts";
import type { LogsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteRetentionPolicy.html */
export const deleteRetentionPolicy: LogsOperation<"DeleteRetentionPolicy"> = {
  access: (input, scope) => ({
    action: "logs:DeleteRetentionPolicy",
    resource: groupResource(scope, input.logGroupName),
  }),

  run({ store }, input) {
    store.putGroup({ ...store.group(input.logGroupName), retentionDays: undefined });
  },
};
