import { serializationError } from "../errors/wire-errors.ts";
import type { Schema } from "../schema/schema.ts";
import { readTimestamp, type TimestampFormat, timestampFormat } from "../schema/timestamps.ts";

/** Text of a header, parameter, label or element -> value. `otherwise` is the format of timestamps that name none. */
export function readScalar(schema: Schema, text: string, otherwise: TimestampFormat): unknown {
  switch (schema.kind) {
    case "integer":
    case "long":
    case "float":
    case "number":
      return numberOf(text);
    case "boolean":
      return booleanOf(text);
    case "timestamp":
    case "date-time":
    case "http-date":
    case "epoch-seconds":
      return readTimestamp(text, timestampFormat(schema.kind, otherwise));
    case "blob":
    case "stream":
      return Buffer.from(text, "base64");
    default:
      return text;
  }
}

function numberOf(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || (Number.isNaN(value) && text !== "NaN")) {
    throw serializationError(`STRING_VALUE can not be converted to a number: '${text}'`);
  }
  return value;
}

function booleanOf(text: string): boolean {
  const lower = text.toLowerCase();
  if (lower !== "true" && lower !== "false") {
    throw serializationError(`STRING_VALUE can not be converted to Boolean: '${text}'`);
  }
  return lower === "true";
}
