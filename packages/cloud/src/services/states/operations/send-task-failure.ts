import { accessTo } from "../access.ts";
import { awaited } from "../executions/awaited.ts";
import { StateFailure } from "../run/state-failure.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskFailure.html */
export const sendTaskFailure: StatesOperation<"SendTaskFailure"> = {
  access: () => accessTo("SendTaskFailure", "*"),

  async run({ store: { engine } }, input) {
    const failure = new StateFailure(input.error, input.cause);

    await engine.answer(awaited(engine, input.taskToken), { kind: "failure", failure });

    return {};
  },
};
