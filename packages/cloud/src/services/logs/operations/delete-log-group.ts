import { validationError } from "../errors.ts";
import { groupResource } from "../model.ts";
import type { LogsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html */
export const deleteLogGroup: LogsOperation<"DeleteLogGroup"> = {
  access: (input, scope) => ({ action: "logs:DeleteLogGroup", resource: groupResource(scope, input.logGroupName) }),

  run({ store }, input) {
    const group = store.group(input.logGroupName);
    if (group.isProtected) {
      throw validationError("Log group cannot be deleted because deletion protection is enabled.");
    }

    store.deleteGroup(group);
  },
};
