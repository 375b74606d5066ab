import { groupResource, readGroupName } from "../model.ts";
import type { LogsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogGroupDeletionProtection.html */
export const putLogGroupDeletionProtection: LogsOperation<"PutLogGroupDeletionProtection"> = {
  access: (input, scope) => ({
    action: "logs:PutLogGroupDeletionProtection",
    resource: groupResource(scope, readGroupName(undefined, input.logGroupIdentifier)),
  }),

  run({ store }, { logGroupIdentifier, deletionProtectionEnabled }) {
    const group = store.group(readGroupName(undefined, logGroupIdentifier));
    store.putGroup({ ...group, isProtected: deletionProtectionEnabled });
  },
};
