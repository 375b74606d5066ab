import { AwsError } from "../aws-error.ts";
import { tooDeep } from "../errors/wire-errors.ts";
import type { Call, RequestBody } from "./protocol.ts";
import { protocols } from "./protocols.ts";

/** The input of a call from its body. Throws AwsError for a body that is not what the protocol asks for. */
export function decodeInput(call: Call, body: RequestBody): Record<string, unknown> {
  try {
    return protocols[call.protocol].decode(call, body);
  } catch (error) {
    throw translated(call, deepened(error));
  }
}

/** Shapes that contain themselves are read by functions that call themselves. */
const deepened = (error: unknown): unknown =>
  error instanceof RangeError && /call stack/.test(error.message) ? tooDeep() : error;

/** What the JSON services call SerializationException has other names elsewhere. */
const names: Readonly<Partial<Record<Call["protocol"], string>>> = {
  awsQuery: "MalformedInput",
  ec2Query: "InvalidParameterValue",
  restXml: "InvalidArgument",
};

function translated(call: Call, error: unknown): unknown {
  const name = names[call.protocol];
  if (name === undefined || !(error instanceof AwsError) || error.code !== "SerializationException") return error;
  return new AwsError(name, error.message, { status: 400 });
}
