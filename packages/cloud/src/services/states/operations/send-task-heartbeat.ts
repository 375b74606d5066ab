import { accessTo } from "../access.ts";
import { awaited } from "../executions/awaited.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskHeartbeat.html */
export const sendTaskHeartbeat: StatesOperation<"SendTaskHeartbeat"> = {
  access: () => accessTo("SendTaskHeartbeat", "*"),

  async run({ store: { engine } }, input) {
    await engine.heartbeat(awaited(engine, input.taskToken));

    return {};
  },
};
