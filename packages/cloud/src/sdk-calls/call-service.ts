import type { Readable } from "node:stream";
import { AwsError, services, validateInput } from "@millrace/wire";
import type { AwsCalls } from "../kernel/calls.ts";
import type { Principal } from "../kernel/principal.ts";
import { toInput, toOutput } from "./convert.ts";
import type { Json, JsonObject } from "./json.ts";
import { modelName, operationName, operationOf } from "./sdk-names.ts";

/** One call of an operation by its name. */
export interface ServiceCall {
  readonly parameters: Json;
  readonly principal: Principal;
  readonly signal?: AbortSignal;
}

/** Answers of a task are 256 KiB at most: nothing longer is read. */
const bodyBytesMax = 1_048_576;

/** Calls any operation of any service of the cloud as whoever may. Throws AwsError as a client would see it. */
export async function callService(
  aws: AwsCalls,
  service: string,
  action: string,
  { parameters, principal, signal }: ServiceCall,
): Promise<JsonObject> {
  const operation = operationOf(service, action);
  const description = services.find(({ name }) => name === modelName(service));
  if (operation === undefined || description === undefined) {
    throw new AwsError("NotImplemented", `The service ${service} is not part of this cloud`, { status: 501 });
  }
  const input = toInput(parameters, operation.input) ?? {};
  validateInput(description, operation, input);
  // Which operation it is is known only now: what goes in has been held against its model.
  const call = aws.call as (service: string, operation: string, input: unknown, options: object) => Promise<unknown>;
  const answered = await call(description.name, operationName(action), input, { principal, signal });
  const output = await readStreams((answered ?? {}) as Record<string, unknown>);
  return (toOutput(output, operation.output) ?? {}) as JsonObject;
}

/** What comes as a stream, as the text that it is. */
async function readStreams(output: Record<string, unknown>): Promise<Record<string, unknown>> {
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(output)) read[name] = isStream(value) ? await readAll(value) : value;
  return read;
}

const isStream = (value: unknown): value is Readable =>
  typeof value === "object" && value !== null && Symbol.asyncIterator in value && !(value instanceof Uint8Array);

async function readAll(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    const piece = Buffer.from(chunk as Uint8Array);
    chunks.push(piece);
    bytes += piece.length;
    if (bytes > bodyBytesMax) {
      stream.destroy();
      break;
    }
  }
  return Buffer.concat(chunks);
}
