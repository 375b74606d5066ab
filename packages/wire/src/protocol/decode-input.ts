import { tooDeep } from "../errors/wire-errors.ts";
import type { Call, RequestBody } from "./protocol.ts";
import { protocols } from "./protocols.ts";

/** The input of a call from its body. Throws AwsError for a body that is not what the protocol asks for. */
export function decodeInput(call: Call, body: RequestBody): Record<string, unknown> {
  try {
    return protocols[call.protocol].decode(call, body);
  } catch (error) {
    // Shapes that contain themselves are read by functions that call themselves.
    if (error instanceof RangeError && /call stack/.test(error.message)) throw tooDeep();
    throw error;
  }
}
