import { groupMissing } from "../errors.ts";
import { checkGroupKey } from "../group-key.ts";
import { groupResource, readGroupName } from "../model.ts";
import type { LogsOperation } from "../shapes.ts";

/** The key is asked now; nothing is encrypted. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html */
export const associateKmsKey: LogsOperation<"AssociateKmsKey"> = {
  access: (input, scope) => ({
    action: "logs:AssociateKmsKey",
    resource: groupResource(scope, readGroupName(input.logGroupName, input.resourceIdentifier)),
  }),

  async run(call, { logGroupName, resourceIdentifier, kmsKeyId }) {
    const { store } = call;
    const name = readGroupName(logGroupName, resourceIdentifier);
    if (name === "") throw groupMissing();
    store.group(name);
    await checkGroupKey(call, name, kmsKeyId);
    store.putGroup({ ...store.group(name), kmsKeyId });
  },
};
