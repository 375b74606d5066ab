import { Readable } from "node:stream";
import { AwsError, type Schema } from "@millrace/wire";

/** JSON as an operation's input: base64 becomes bytes, ISO 8601 becomes a time, nulls and unknown members are left out. */
export function inputOf(value: unknown, schema: Schema): unknown {
  if (schema.traits.verbatim === 1) return value;
  switch (schema.kind) {
    case "structure":
    case "union":
    case "error":
      return structureOf(objectOf(value), schema);
    case "list":
      if (!Array.isArray(value)) throw unexpected(value, "a list");
      return value.map((item: unknown) => inputOf(item, schema.item.schema));
    case "map":
      return Object.fromEntries(
        Object.entries(objectOf(value)).map(([name, item]) => [name, inputOf(item, schema.value.schema)]),
      );
    case "blob":
      return bytesOf(value);
    case "stream":
      return Readable.from([bytesOf(value)]);
    case "timestamp":
    case "date-time":
    case "http-date":
    case "epoch-seconds":
      return timeOf(value);
    default:
      return value;
  }
}

function structureOf(
  given: Readonly<Record<string, unknown>>,
  schema: Extract<Schema, { readonly kind: "structure" | "union" | "error" }>,
): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const member = schema.member(name);
    if (member !== undefined && value !== null) input[name] = inputOf(value, member.schema);
  }
  return input;
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw unexpected(value, "an object");
  return value as Readonly<Record<string, unknown>>;
}

function bytesOf(value: unknown): Buffer {
  if (typeof value !== "string") throw unexpected(value, "bytes in base64");
  return Buffer.from(value, "base64");
}

function timeOf(value: unknown): Date {
  const time = new Date(typeof value === "string" ? value : Number.NaN);
  if (Number.isNaN(time.getTime())) throw unexpected(value, "a time in ISO 8601");
  return time;
}

const unexpected = (value: unknown, wanted: string): AwsError =>
  new AwsError("SerializationException", `${JSON.stringify(value)} is not what was expected: ${wanted}`);
