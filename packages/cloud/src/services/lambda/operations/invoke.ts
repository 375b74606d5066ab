import { header } from "@millrace/wire";
import { onQualified } from "../function-name.ts";
import { queueEvent } from "../invocations/event-job.ts";
import { readPayload } from "../invocations/read-payload.ts";
import { runFunction } from "../invocations/run-function.ts";
import type { LambdaOperation, Shapes } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const invoke: LambdaOperation<"Invoke"> = {
  access: onQualified("InvokeFunction"),

  async run(call, input) {
    const { store, requestId, headers } = call;
    const target = store.target(input.FunctionName, input.Qualifier);
    const payload = readPayload(input.Payload, input.InvocationType);
    const traceId = header({ headers }, "x-amzn-trace-id");
    if (input.InvocationType === "DryRun") return { StatusCode: 204 };
    if (input.InvocationType === "Event") {
      queueEvent(call, target, payload, traceId);
      return { StatusCode: 202 };
    }
    const { body, functionError, logTail, executedVersion } = await runFunction(call, target, {
      requestId,
      payload,
      traceId,
      clientContext: clientContext(input.ClientContext),
    });

    return {
      StatusCode: 200,
      ExecutedVersion: executedVersion,
      // The SDK's type adds string helpers that only its own deserializer makes.
      Payload: body as unknown as NonNullable<Shapes["Invoke"]["output"]["Payload"]>,
      ...(functionError === undefined ? {} : { FunctionError: functionError }),
      ...(input.LogType === "Tail" ? { LogResult: logTail } : {}),
    };
  },
};

const clientContext = (base64: string | undefined): string | undefined =>
  base64 === undefined ? undefined : Buffer.from(base64, "base64").toString("utf8");
