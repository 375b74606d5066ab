import { accessTo } from "../access.ts";
import { invalidOutput } from "../errors.ts";
import { awaited } from "../executions/awaited.ts";
import type { Json } from "../json.ts";
import { dataBytesMax } from "../model.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html */
export const sendTaskSuccess: StatesOperation<"SendTaskSuccess"> = {
  access: () => accessTo("SendTaskSuccess", "*"),

  async run({ store: { engine } }, input) {
    const place = awaited(engine, input.taskToken);
    const output = readOutput(input.output ?? "");

    await engine.answer(place, { kind: "success", output });

    return {};
  },
};

function readOutput(text: string): Json {
  if (Buffer.byteLength(text) > dataBytesMax) throw invalidOutput();
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw invalidOutput();
  }
}
