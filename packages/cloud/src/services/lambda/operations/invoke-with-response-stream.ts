import type { InvokeWithResponseStreamResponseEvent } from "@aws-sdk/client-lambda";
import { header } from "@millrace/wire";
import { onQualified } from "../function-name.ts";
import { ChunkQueue } from "../invocations/chunk-queue.ts";
import { readPayload } from "../invocations/read-payload.ts";
import { type Ran, runFunction } from "../invocations/run-function.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html */
export const invokeWithResponseStream: LambdaOperation<"InvokeWithResponseStream"> = {
  access: onQualified("InvokeFunction"),

  async run(call, input) {
    const target = call.store.target(input.FunctionName, input.Qualifier);
    const payload = readPayload(input.Payload, input.InvocationType);
    if (input.InvocationType === "DryRun") return { StatusCode: 204 };
    const chunks = new ChunkQueue();
    const running = runFunction(call, target, {
      requestId: call.requestId,
      payload,
      traceId: header({ headers: call.headers }, "x-amzn-trace-id"),
      sink: chunks,
    });
    running.then(
      (ran) => chunks.end(ran.functionError === undefined ? ran.body : undefined),
      (error: unknown) => chunks.fail(error),
    );
    // What refuses the call refuses it before anything is answered.
    await chunks.begun();

    return {
      StatusCode: 200,
      ExecutedVersion: target.version.version,
      ResponseStreamContentType: chunks.contentType ?? "application/octet-stream",
      EventStream: events(chunks, running, input.LogType === "Tail"),
    };
  },
};

async function* events(
  chunks: ChunkQueue,
  running: Promise<Ran>,
  wantsLog: boolean,
): AsyncGenerator<InvokeWithResponseStreamResponseEvent> {
  for await (const Payload of chunks) yield { PayloadChunk: { Payload } };
  const { functionError, logTail, body } = await running;
  const log = wantsLog ? { LogResult: logTail } : {};
  if (functionError === undefined) {
    yield { InvokeComplete: log };
    return;
  }
  const { errorType = functionError } = readError(body);
  yield { InvokeComplete: { ErrorCode: errorType, ErrorDetails: body.toString("utf8"), ...log } };
}

function readError(body: Buffer): { readonly errorType?: string } {
  try {
    return JSON.parse(body.toString("utf8")) as { errorType?: string };
  } catch {
    return {};
  }
}
