import { onStack } from "../access.ts";
import { resourceMissing, validation } from "../errors.ts";
import type { Stack } from "../model.ts";
import { resourceOutput } from "../outputs.ts";
import type { StackOperation } from "../shapes.ts";
import type { StackStore } from "../store.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html */
export const describeStackResources: StackOperation<"DescribeStackResources"> = {
  access: onStack("DescribeStackResources"),

  run({ store }, { StackName: name, PhysicalResourceId: physicalId, LogicalResourceId: logicalId }) {
    if (name !== undefined && physicalId !== undefined) {
      throw validation("You must specify either StackName or PhysicalResourceId but not both");
    }
    const stack = name === undefined ? stackWith(store, physicalId ?? "") : store.stack(name);
    const resources = store
      .resources(stack.id)
      .filter((resource) => (logicalId ?? resource.logicalId) === resource.logicalId);
    if (logicalId !== undefined && resources.length === 0) throw resourceMissing(logicalId, name ?? stack.name);
    return {
      StackResources: resources.slice(0, resourcesMax).map((resource) => ({
        ...resourceOutput(stack, resource),
        Timestamp: new Date(resource.at),
      })),
    };
  },
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html */
const resourcesMax = 100;

function stackWith(store: StackStore, physicalId: string): Stack {
  for (const stack of store.stacks()) {
    if (store.resources(stack.id).some(({ state }) => state?.physicalId === physicalId)) return stack;
  }
  throw validation(`Stack for ${physicalId} does not exist`);
}
