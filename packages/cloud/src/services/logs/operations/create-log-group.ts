import { checkGroupKey } from "../group-key.ts";
import { groupArn } from "../model.ts";
import type { LogsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const createLogGroup: LogsOperation<"CreateLogGroup"> = {
  access: (input, scope) => ({ action: "logs:CreateLogGroup", resource: groupArn(scope, input.logGroupName) }),

  run(call, input) {
    const { logGroupName: name, kmsKeyId } = input;
    const add = () =>
      call.store.addGroup({
        name,
        createdAt: call.clock.now(),
        tags: input.tags ?? {},
        storedBytes: 0,
        kmsKeyId,
        isProtected: input.deletionProtectionEnabled,
        logGroupClass: input.logGroupClass ?? "STANDARD",
      });
    return kmsKeyId === undefined ? add() : checkGroupKey(call, name, kmsKeyId).then(add);
  },
};
