import { accessTo } from "../access.ts";
import { notRedrivable } from "../errors.ts";
import { redriveOutput } from "../executions/execution-output.ts";
import { revived } from "../executions/revived.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_RedriveExecution.html */
export const redriveExecution: StatesOperation<"RedriveExecution"> = {
  access: (input) => accessTo("RedriveExecution", input.executionArn),

  run({ store: states, clock }, input) {
    const { store, engine } = states;
    const execution = store.execution(input.executionArn ?? "");
    const now = clock.now();
    const { redriveStatus, redriveStatusReason } = redriveOutput(execution, now);
    if (redriveStatus !== "REDRIVABLE") {
      throw notRedrivable(redriveStatusReason ?? "Child execution can only be redriven by its Map Run");
    }
    const redriven = revived(execution, now);

    store.putExecution(redriven);
    engine.redrive(redriven, store.definition(redriven));

    return { redriveDate: new Date(now) };
  },
};
