import { pageOf } from "../../../kernel/paging.ts";
import { onStack } from "../access.ts";
import { bracketedStackMissing } from "../errors.ts";
import { changeSetSummary } from "../outputs.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListChangeSets.html */
export const listChangeSets: StackOperation<"ListChangeSets"> = {
  access: onStack("ListChangeSets"),

  run({ store }, input) {
    const stack = store.stack(input.StackName ?? "", bracketedStackMissing);
    const sets = store.changeSets(stack.id).filter(({ executionStatus }) => executionStatus !== "EXECUTE_COMPLETE");
    const { items, next } = pageOf(sets, { token: input.NextToken, max: 100, idOf: ({ name }) => name });
    return { Summaries: items.map(changeSetSummary), NextToken: next };
  },
};
