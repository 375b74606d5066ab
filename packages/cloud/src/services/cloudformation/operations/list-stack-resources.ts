import { pageOf } from "../../../kernel/paging.ts";
import { onStack } from "../access.ts";
import { resourceOutput } from "../outputs.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html */
export const listStackResources: StackOperation<"ListStackResources"> = {
  access: onStack("ListStackResources"),

  run({ store }, input) {
    const stack = store.stack(input.StackName ?? "");
    const page = {
      token: input.NextToken,
      max: 100,
      idOf: ({ logicalId }: { readonly logicalId: string }) => logicalId,
    };
    const { items, next } = pageOf(store.resources(stack.id), page);
    const summaries = items.map((resource) => {
      const { StackId: _, StackName: __, ...rest } = resourceOutput(stack, resource);
      return { ...rest, LastUpdatedTimestamp: new Date(resource.at) };
    });
    return { StackResourceSummaries: summaries, NextToken: next };
  },
};
