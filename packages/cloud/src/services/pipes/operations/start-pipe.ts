import { onPipe } from "../access.ts";
import { conflict } from "../errors.ts";
import { pipeState } from "../output.ts";
import type { PipesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_StartPipe.html */
export const startPipe: PipesOperation<"StartPipe"> = {
  access: onPipe("StartPipe"),

  run({ store, clock }, { Name = "" }) {
    const before = store.pipe(Name);
    if (before.desiredState === "RUNNING") throw conflict(`Pipe ${Name} is already running.`);

    const pipe = { ...before, desiredState: "RUNNING" as const, modifiedAt: clock.now() };
    store.put(pipe);
    return { ...pipeState(store.scope, pipe), CurrentState: "STARTING" };
  },
};
