import { accessTo } from "../access.ts";
import { isOver } from "../model.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html */
export const stopExecution: StatesOperation<"StopExecution"> = {
  access: (input) => accessTo("StopExecution", input.executionArn),

  async run({ store: states, clock }, input) {
    const { store, engine } = states;
    const arn = input.executionArn ?? "";
    const execution = store.execution(arn);
    if (!isOver(execution)) {
      await engine.halt(arn, { status: "ABORTED", error: input.error, cause: input.cause });
    }
    return { stopDate: new Date(store.execution(arn).stoppedAt ?? clock.now()) };
  },
};
