import { onStack } from "../access.ts";
import { quotedStackMissing, resourceMissing } from "../errors.ts";
import { resourceOutput } from "../outputs.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html */
export const describeStackResource: StackOperation<"DescribeStackResource"> = {
  access: onStack("DescribeStackResource"),

  run({ store }, { StackName: name = "", LogicalResourceId: logicalId = "" }) {
    const stack = store.stack(name, quotedStackMissing);
    const resource = store.resource(stack.id, logicalId);
    if (resource === undefined) throw resourceMissing(logicalId, name);
    return {
      StackResourceDetail: {
        ...resourceOutput(stack, resource),
        LastUpdatedTimestamp: new Date(resource.at),
        Metadata: resource.state?.metadata ?? "{}",
      },
    };
  },
};
