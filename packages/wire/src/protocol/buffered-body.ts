import type { RequestBody } from "./protocol.ts";

/** Bodies stream only where an operation's payload does; the gateway has read all others. */
export function bufferedBody(body: RequestBody): Buffer {
  if (Buffer.isBuffer(body)) return body;
  throw new TypeError("Cannot decode a streaming body in one piece: expected it to be read into memory");
}
