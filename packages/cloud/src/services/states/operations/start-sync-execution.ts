import { accessToQualified } from "../access.ts";
import { typeNotSupported } from "../errors.ts";
import { beginExecution } from "../executions/begin-execution.ts";
import { syncOutput } from "../executions/sync-output.ts";
import type { Execution } from "../model.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html */
export const startSyncExecution: StatesOperation<"StartSyncExecution"> = {
  access: (input) => accessToQualified("StartSyncExecution", input.stateMachineArn),

  async run(call, input) {
    const { store, engine } = call.store;
    const { type } = store.machine(input.stateMachineArn ?? "");
    if (type !== "EXPRESS") throw typeNotSupported("StartSyncExecution", type);
    const begun = beginExecution(call, input);
    const ended = await new Promise<Execution>((resolve) => engine.watch(begun.arn, resolve));
    return syncOutput(ended, input.includedData !== "METADATA_ONLY");
  },
};
