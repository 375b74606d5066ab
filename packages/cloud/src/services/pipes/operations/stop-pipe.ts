import { onPipe } from "../access.ts";
import { conflict } from "../errors.ts";
import { pipeState } from "../output.ts";
import type { PipesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_StopPipe.html */
export const stopPipe: PipesOperation<"StopPipe"> = {
  access: onPipe("StopPipe"),

  run({ store, clock }, { Name = "" }) {
    const before = store.pipe(Name);
    if (before.desiredState === "STOPPED") throw conflict(`Pipe ${Name} is already stopped.`);

    const pipe = { ...before, desiredState: "STOPPED" as const, modifiedAt: clock.now() };
    store.put(pipe);
    return { ...pipeState(store.scope, pipe), CurrentState: "STOPPING" };
  },
};
