import { RawJson } from "@millrace/wire";

/** The most of a streamed body that is read: whoever wants all of it asks for a presigned URL. */
const bodyBytesMax = 1024 * 1024;

/** An output of an operation as JSON has it: bytes in base64, times in ISO 8601, a streamed body up to its first megabyte. */
export async function jsonOutput(output: unknown): Promise<unknown> {
  if (typeof output !== "object" || output === null || output instanceof RawJson) return jsonValue(output);
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(output)) {
    read[name] = isStream(value) ? (await readStart(value)).toString("base64") : jsonValue(value);
  }
  return read;
}

function jsonValue(value: unknown): unknown {
  if (value instanceof RawJson) return JSON.parse(value.text);
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(jsonValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, jsonValue(item)]));
}

const isStream = (value: unknown): value is AsyncIterable<Uint8Array> =>
  typeof value === "object" && value !== null && Symbol.asyncIterator in value && !(value instanceof Uint8Array);

async function readStart(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= bodyBytesMax) break;
  }
  return Buffer.concat(chunks).subarray(0, bodyBytesMax);
}
