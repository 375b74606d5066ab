import { onPipe } from "../access.ts";
import { pipeOutput } from "../output.ts";
import type { PipesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_DescribePipe.html */
export const describePipe: PipesOperation<"DescribePipe"> = {
  access: onPipe("DescribePipe"),

  run: ({ store }, { Name = "" }) => pipeOutput(store.scope, store.pipe(Name)),
};
