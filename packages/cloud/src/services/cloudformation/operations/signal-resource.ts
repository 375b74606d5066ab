import { onStack } from "../access.ts";
import { resourceMissing, validation } from "../errors.ts";
import type { StackOperation } from "../shapes.ts";
import { resourceToken } from "../signals/tokens.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SignalResource.html */
export const signalResource: StackOperation<"SignalResource"> = {
  access: onStack("SignalResource"),

  run({ store }, input) {
    const { StackName: name = "", LogicalResourceId: logicalId = "", UniqueId: uniqueId = "" } = input;
    const stack = store.stack(name);
    const resource = store.resource(stack.id, logicalId);
    if (resource === undefined) throw resourceMissing(logicalId, name);
    if (!resource.status.endsWith("_IN_PROGRESS")) {
      throw validation(`Resource ${logicalId} is in ${resource.status} state and cannot be signaled`);
    }
    const isSuccess = input.Status === "SUCCESS";
    store.addSignal(resourceToken(stack.id, logicalId), { uniqueId, isSuccess, reason: "", body: "" });
  },
};
