import { type Read, unexpected, valueReader } from "../json/value-reader.ts";
import { readVerbatim } from "../json/verbatim.ts";
import type { Schema } from "../schema/schema.ts";

/** Decoded CBOR -> input. */
export const cborReader: (schema: Schema) => Read = valueReader({
  memberName: (member) => member.name,
  blob(value) {
    if (!(value instanceof Uint8Array)) throw unexpected(value, "Blob");
    return value;
  },
  timestamp(value) {
    if (!(value instanceof Date)) throw unexpected(value, "Timestamp");
    return value;
  },
  document: (value) => value,
  verbatim(schema) {
    const read = readVerbatim(schema);
    return (value) => read(withBase64(value));
  },
});

/** In memory these values look as they do in JSON, whatever protocol they came by: their bytes are base64 text. */
function withBase64(value: unknown): unknown {
  if (value instanceof Uint8Array)
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");
  if (Array.isArray(value)) return value.map(withBase64);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withBase64(entry)]));
}
