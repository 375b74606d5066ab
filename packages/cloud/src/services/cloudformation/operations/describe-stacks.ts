import { pageOf } from "../../../kernel/paging.ts";
import { onStack } from "../access.ts";
import { isGone, shortId } from "../model.ts";
import { stackOutput } from "../outputs.ts";
import type { StackOperation } from "../shapes.ts";

const pageMax = 100;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html */
export const describeStacks: StackOperation<"DescribeStacks"> = {
  access: onStack("DescribeStacks"),

  run({ store }, input) {
    if (input.StackName !== undefined) return { Stacks: [stackOutput(store, store.stack(input.StackName))] };
    const there = [...store.stacks()].filter((stack) => !isGone(stack));
    const { items, next } = pageOf(there, { token: input.NextToken, max: pageMax, idOf: ({ id }) => shortId(id) });
    return { Stacks: items.map((stack) => stackOutput(store, stack)), NextToken: next };
  },
};
