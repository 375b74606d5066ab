import { onStack } from "../access.ts";
import { compareResource } from "../drift/compare.ts";
import { driftOutput } from "../drift/output.ts";
import { resourceMissing } from "../errors.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DetectStackResourceDrift.html */
export const detectStackResourceDrift: StackOperation<"DetectStackResourceDrift"> = {
  access: onStack("DetectStackResourceDrift"),

  async run(call, { StackName: name = "", LogicalResourceId: logicalId = "" }) {
    const stack = call.store.stack(name);
    const resource = call.store.resource(stack.id, logicalId);
    if (resource === undefined) throw resourceMissing(logicalId, name);
    const drift = await compareResource(call, stack, resource);
    return { StackResourceDrift: driftOutput(call, stack, resource, drift) };
  },
};
