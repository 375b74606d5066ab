import { pageOf } from "../../../kernel/paging.ts";
import { currentState } from "../model.ts";
import { pipeSummary } from "../output.ts";
import type { PipesOperation } from "../shapes.ts";

const pageMax = 100;

/** @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_ListPipes.html */
export const listPipes: PipesOperation<"ListPipes"> = {
  access: () => ({ action: "pipes:ListPipes", resource: "*" }),

  run({ store }, input) {
    const { NamePrefix, SourcePrefix = "", TargetPrefix = "", DesiredState, CurrentState } = input;
    const pipes = store
      .list(NamePrefix)
      .filter(
        (pipe) =>
          pipe.source.startsWith(SourcePrefix) &&
          pipe.target.startsWith(TargetPrefix) &&
          (DesiredState === undefined || pipe.desiredState === DesiredState) &&
          (CurrentState === undefined || currentState(pipe) === CurrentState),
      );
    const page = { token: input.NextToken, max: input.Limit ?? pageMax, idOf: ({ name }: { name: string }) => name };
    const { items, next } = pageOf(pipes, page);
    return {
      Pipes: items.map((pipe) => pipeSummary(store.scope, pipe)),
      ...(next === undefined ? {} : { NextToken: next }),
    };
  },
};
