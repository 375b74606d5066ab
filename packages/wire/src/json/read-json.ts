import { nestingMax, serializationError, tooDeep } from "../errors/wire-errors.ts";
import type { SimpleName } from "../schema/model-file.ts";
import type { Schema } from "../schema/schema.ts";
import { readTimestamp, timestampFormat } from "../schema/timestamps.ts";
import { type Read, readString, unexpected, valueReader } from "./value-reader.ts";
import { readVerbatim } from "./verbatim.ts";

const format = {
  blob: (value: unknown) => Buffer.from(readString(value), "base64"),
  timestamp(value: unknown, kind: SimpleName): Date {
    if (typeof value !== "string" && typeof value !== "number") throw unexpected(value, "Timestamp");
    return readTimestamp(value, timestampFormat(kind, "epoch-seconds"));
  },
  document: (value: unknown) => shallowEnough(value, 0),
  verbatim: readVerbatim,
};

/** Parsed JSON -> input, for protocols that name members as the model does (awsJson). */
export const jsonReader: (schema: Schema) => Read = valueReader({ ...format, memberName: (member) => member.name });

/** Parsed JSON -> input, for protocols that know `jsonName` (restJson). */
export const restJsonReader: (schema: Schema) => Read = valueReader({
  ...format,
  memberName: (member) => member.traits.jsonName ?? member.name,
});

/** The JSON value of a request's body; a request without one has an empty object. */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw serializationError("Could not parse request body into json: Unexpected character");
  }
}

function shallowEnough(value: unknown, depth: number): unknown {
  if (depth > nestingMax) throw tooDeep();
  if (typeof value === "object" && value !== null) {
    for (const item of Object.values(value)) shallowEnough(item, depth + 1);
  }
  return value;
}
