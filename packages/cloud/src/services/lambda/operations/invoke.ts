import { header } from "@millrace/wire";
import { payloadNotJson, payloadTooLarge, tooManyRequests } from "../errors.ts";
import { readFunctionName } from "../function-name.ts";
import { eventJob } from "../jobs.ts";
import { functionArn } from "../model.ts";
import type { LambdaOperation, Shapes } from "../shapes.ts";
import { newTraceId } from "../trace-id.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 6 MB when it waits, 1 MB when it does not */
const payloadBytesMax = { RequestResponse: 6_291_456, Event: 1_048_576, DryRun: 6_291_456 } as const;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const invoke: LambdaOperation<"Invoke"> = {
  access: (input, scope) => ({
    action: "lambda:InvokeFunction",
    resource: functionArn(scope, readFunctionName(input.FunctionName, input.Qualifier).name),
  }),

  async run({ store, jobs, ids, clock, requestId, headers }, input) {
    const fn = store.function(input.FunctionName, input.Qualifier);
    const payload = readPayload(input);
    const traceId = header({ headers }, "x-amzn-trace-id") ?? newTraceId(clock, ids);
    if (input.InvocationType === "DryRun") return { StatusCode: 204 };
    if (input.InvocationType === "Event") {
      jobs.add(
        eventJob,
        { functionName: fn.name, requestId, payload: payload.toString("utf8"), traceId },
        { lane: fn.name },
      );
      return { StatusCode: 202 };
    }
    if (fn.reservedConcurrency === 0) throw tooManyRequests();

    const clientContext =
      input.ClientContext === undefined ? undefined : Buffer.from(input.ClientContext, "base64").toString("utf8");
    const { body, functionError, logTail } = await store.fleet.invoke(fn, {
      requestId,
      payload,
      traceId,
      clientContext,
    });

    return {
      StatusCode: 200,
      ExecutedVersion: "$LATEST",
      // The SDK's type adds string helpers that only its own deserializer makes.
      Payload: body as unknown as NonNullable<Shapes["Invoke"]["output"]["Payload"]>,
      ...(functionError === undefined ? {} : { FunctionError: functionError }),
      ...(input.LogType === "Tail" ? { LogResult: logTail } : {}),
    };
  },
};

/** The event as the function gets it: JSON, `{}` when nothing was sent. */
function readPayload({ Payload, InvocationType = "RequestResponse" }: Shapes["Invoke"]["input"]): Buffer {
  const payload = Payload === undefined || Payload.byteLength === 0 ? Buffer.from("{}") : Buffer.from(Payload);
  const bytesMax = payloadBytesMax[InvocationType];
  if (payload.length > bytesMax) throw payloadTooLarge(payload.length, bytesMax);
  try {
    JSON.parse(payload.toString("utf8"));
  } catch (error) {
    throw payloadNotJson(error instanceof Error ? error.message : String(error));
  }
  return payload;
}
