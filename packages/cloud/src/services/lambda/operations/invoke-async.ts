import { header } from "@millrace/wire";
import { onFunction } from "../function-name.ts";
import { queueEvent } from "../invocations/event-job.ts";
import { readPayload } from "../invocations/read-payload.ts";
import type { LambdaOperation } from "../shapes.ts";

/**
 * The elder form of Invoke with InvocationType Event.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_InvokeAsync.html
 */
export const invokeAsync: LambdaOperation<"InvokeAsync"> = {
  access: onFunction("InvokeFunction"),

  async run(call, input) {
    const target = call.store.target(input.FunctionName);
    const parts: Uint8Array[] = [];
    for await (const part of input.InvokeArgs as unknown as AsyncIterable<Uint8Array>) parts.push(part);
    const payload = readPayload(Buffer.concat(parts), "Event");

    queueEvent(call, target, payload, header({ headers: call.headers }, "x-amzn-trace-id"));

    return { Status: 202 };
  },
};
