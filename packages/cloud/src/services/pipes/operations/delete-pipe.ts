import { onPipe } from "../access.ts";
import { pipeState } from "../output.ts";
import type { PipesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_DeletePipe.html */
export const deletePipe: PipesOperation<"DeletePipe"> = {
  access: onPipe("DeletePipe"),

  run({ store }, { Name = "" }) {
    const pipe = store.pipe(Name);

    store.delete(Name);
    return { ...pipeState(store.scope, pipe), DesiredState: "DELETED", CurrentState: "DELETING" };
  },
};
