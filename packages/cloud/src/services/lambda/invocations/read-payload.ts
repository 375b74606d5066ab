import { payloadNotJson, payloadTooLarge } from "../errors.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 6 MB when it waits, 1 MB when it does not */
const payloadBytesMax = { RequestResponse: 6_291_456, Event: 1_048_576, DryRun: 6_291_456 } as const;

/** The event as the function gets it: JSON, `{}` when nothing was sent. */
export function readPayload(
  given: Uint8Array | undefined,
  type: keyof typeof payloadBytesMax = "RequestResponse",
): Buffer {
  if (given === undefined || given.byteLength === 0) return Buffer.from("{}");
  const payload = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  const bytesMax = payloadBytesMax[type];
  if (payload.length > bytesMax) throw payloadTooLarge(payload.length, bytesMax, type);
  try {
    JSON.parse(payload.toString("utf8"));
  } catch (error) {
    throw payloadNotJson(error instanceof Error ? error.message : String(error));
  }
  return payload;
}
