import { groupMissing } from "../errors.ts";
import { groupResource, readGroupName } from "../model.ts";
import type { LogsOperation } from "../shapes.ts";

/** Kept and answered; nothing is encrypted. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html */
export const associateKmsKey: LogsOperation<"AssociateKmsKey"> = {
  access: (input, scope) => ({
    action: "logs:AssociateKmsKey",
    resource: groupResource(scope, readGroupName(input.logGroupName, input.resourceIdentifier)),
  }),

  run({ store }, { logGroupName, resourceIdentifier, kmsKeyId }) {
    const name = readGroupName(logGroupName, resourceIdentifier);
    if (name === "") throw groupMissing();
    store.putGroup({ ...store.group(name), kmsKeyId });
  },
};
