import { groupArn } from "../model.ts";
import type { LogsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const createLogGroup: LogsOperation<"CreateLogGroup"> = {
  access: (input, scope) => ({ action: "logs:CreateLogGroup", resource: groupArn(scope, input.logGroupName) }),

  run({ store, clock }, input) {
    store.addGroup({
      name: input.logGroupName,
      createdAt: clock.now(),
      tags: input.tags ?? {},
      storedBytes: 0,
      kmsKeyId: input.kmsKeyId,
      isProtected: input.deletionProtectionEnabled,
      logGroupClass: input.logGroupClass ?? "STANDARD",
    });
  },
};
