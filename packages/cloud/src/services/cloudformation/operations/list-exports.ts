import { pageOf } from "../../../kernel/paging.ts";
import { onEverything } from "../access.ts";
import { isGone } from "../model.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListExports.html */
export const listExports: StackOperation<"ListExports"> = {
  access: onEverything("ListExports"),

  run({ store }, input) {
    const exported = [...store.stacks()]
      .filter((stack) => !isGone(stack))
      .flatMap(({ id, outputs }) =>
        outputs.flatMap(({ exportName, value }) =>
          exportName === undefined ? [] : [{ ExportingStackId: id, Name: exportName, Value: value }],
        ),
      )
      .sort((a, b) => Buffer.compare(Buffer.from(a.Name), Buffer.from(b.Name)));
    const { items, next } = pageOf(exported, { token: input.NextToken, max: 100, idOf: ({ Name }) => Name });
    return { Exports: items, NextToken: next };
  },
};
