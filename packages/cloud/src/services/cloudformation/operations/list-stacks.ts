import { pageOf } from "../../../kernel/paging.ts";
import { onEverything } from "../access.ts";
import { shortId } from "../model.ts";
import { stackOutput } from "../outputs.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html */
export const listStacks: StackOperation<"ListStacks"> = {
  access: onEverything("ListStacks"),

  run({ store }, input) {
    const wanted = new Set<string>(input.StackStatusFilter ?? []);
    const stacks = [...store.stacks()].filter(({ status }) => wanted.size === 0 || wanted.has(status));
    const { items, next } = pageOf(stacks, { token: input.NextToken, max: 100, idOf: ({ id }) => shortId(id) });
    const summaries = items.map((stack) => {
      const output = stackOutput(store, stack);
      return {
        StackId: output.StackId,
        StackName: output.StackName,
        TemplateDescription: output.Description,
        CreationTime: output.CreationTime,
        LastUpdatedTime: output.LastUpdatedTime,
        DeletionTime: output.DeletionTime,
        StackStatus: output.StackStatus,
        StackStatusReason: output.StackStatusReason,
        ParentId: output.ParentId,
        RootId: output.RootId,
        DriftInformation: output.DriftInformation,
      };
    });
    return { StackSummaries: summaries, NextToken: next };
  },
};
