import { groupMissing } from "../errors.ts";
import { groupResource, readGroupName } from "../model.ts";
import type { LogsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DisassociateKmsKey.html */
export const disassociateKmsKey: LogsOperation<"DisassociateKmsKey"> = {
  access: (input, scope) => ({
    action: "logs:DisassociateKmsKey",
    resource: groupResource(scope, readGroupName(input.logGroupName, input.resourceIdentifier)),
  }),

  run({ store }, { logGroupName, resourceIdentifier }) {
    const name = readGroupName(logGroupName, resourceIdentifier);
    if (name === "") throw groupMissing();
    store.putGroup({ ...store.group(name), kmsKeyId: undefined });
  },
};
