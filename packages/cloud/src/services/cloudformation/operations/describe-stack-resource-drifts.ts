import { onStack } from "../access.ts";
import { compareResource } from "../drift/compare.ts";
import { driftOutput } from "../drift/output.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResourceDrifts.html */
export const describeStackResourceDrifts: StackOperation<"DescribeStackResourceDrifts"> = {
  access: onStack("DescribeStackResourceDrifts"),

  async run(call, { StackName: name = "", StackResourceDriftStatusFilters: wanted = [] }) {
    const { store } = call;
    const stack = store.stack(name);
    const checked = store.resources(stack.id).filter(({ drift }) => drift.status !== "NOT_CHECKED");
    const drifts = await Promise.all(
      checked.map(async (resource) => driftOutput(call, stack, resource, await compareResource(call, stack, resource))),
    );
    return {
      StackResourceDrifts: drifts.filter(
        ({ StackResourceDriftStatus: status }) => wanted.length === 0 || wanted.includes(status),
      ),
    };
  },
};
