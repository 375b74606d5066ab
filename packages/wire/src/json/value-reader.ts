import { serializationError } from "../errors/wire-errors.ts";
import type { SimpleName } from "../schema/model-file.ts";
import { perSchema } from "../schema/per-schema.ts";
import type { ListSchema, MapSchema, Member, Schema, StructureSchema } from "../schema/schema.ts";

export type Read = (value: unknown) => unknown;

/** Where JSON and CBOR differ once their bytes have become values. */
export interface ValueFormat {
  readonly memberName: (member: Member) => string;
  readonly blob: (value: unknown) => Uint8Array;
  readonly timestamp: (value: unknown, kind: SimpleName) => Date;
  readonly document: Read;
  readonly verbatim: (schema: Schema) => Read;
}

/**
 * Readers from parsed values to inputs: types are checked, unknown members dropped, null members left out. Nulls in lists
 * stay for the validation to report, as AWS does.
 */
export function valueReader(format: ValueFormat): (schema: Schema) => Read {
  const reader: (schema: Schema) => Read = perSchema<[unknown], unknown>((schema) => {
    if (schema.traits.verbatim === 1) return format.verbatim(schema);
    switch (schema.kind) {
      case "structure":
      case "union":
      case "error":
        return structureReader(schema, format, reader);
      case "list":
        return listReader(schema, reader);
      case "map":
        return mapReader(schema, format, reader);
      default:
        return simpleReader(schema.kind, format);
    }
  });
  return reader;
}

function structureReader(schema: StructureSchema, format: ValueFormat, reader: (schema: Schema) => Read): Read {
  const members = new Map<string, { readonly name: string; readonly read: Read }>();
  for (const member of schema.members) {
    members.set(format.memberName(member), { name: member.name, read: reader(member.schema) });
  }
  return (value) => {
    const source = objectOf(value);
    const result: Record<string, unknown> = {};
    for (const key in source) {
      const member = members.get(key);
      if (member === undefined) continue;
      const given = source[key];
      if (given !== null && given !== undefined) result[member.name] = member.read(given);
    }
    return result;
  };
}

function listReader(schema: ListSchema, reader: (schema: Schema) => Read): Read {
  const read = reader(schema.item.schema);
  return (value) => {
    if (!Array.isArray(value)) throw unexpected(value, "List");
    return value.map((item: unknown) => (item === null ? null : read(item)));
  };
}

/** A map of verbatim values is itself left as it is, `__proto__` among its keys included: it is never merged into another. */
function mapReader(schema: MapSchema, format: ValueFormat, reader: (schema: Schema) => Read): Read {
  if (schema.value.schema.traits.verbatim === 1) return format.verbatim(schema);
  const read = reader(schema.value.schema);
  const isSparse = schema.traits.sparse === 1;
  return (value) => {
    const source = objectOf(value);
    const result: Record<string, unknown> = {};
    for (const key in source) {
      const given = source[key];
      if (given === null && !isSparse) continue;
      define(result, key, given === null ? null : read(given));
    }
    return result;
  };
}

/** Plain assignment, except for the one key whose assignment would change the object's prototype. */
export function define(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== "__proto__") target[key] = value;
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

function simpleReader(kind: SimpleName, format: ValueFormat): Read {
  switch (kind) {
    case "string":
      return readString;
    case "boolean":
      return (value) => {
        if (typeof value !== "boolean") throw unexpected(value, "Boolean");
        return value;
      };
    case "integer":
      return (value) => numberOf(value, "Integer");
    case "long":
      return (value) => numberOf(value, "Long");
    case "float":
    case "number":
      return (value) => numberOf(value, "Double");
    case "blob":
    case "stream":
      return format.blob;
    case "document":
      return format.document;
    case "bigInteger":
    case "bigDecimal":
      return String;
    case "unit":
      return () => ({});
    default:
      return (value) => format.timestamp(value, kind);
  }
}

export function readString(value: unknown): string {
  if (typeof value !== "string") throw unexpected(value, "String");
  return value;
}

/** Whole numbers may come with a fraction, which AWS cuts off. */
function numberOf(value: unknown, type: "Integer" | "Long" | "Double"): number {
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "number") return type === "Double" ? value : Math.trunc(value);
  if (type === "Double" && (value === "NaN" || value === "Infinity" || value === "-Infinity")) return Number(value);
  throw unexpected(value, type);
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw unexpected(value, "Structure");
  return value as Readonly<Record<string, unknown>>;
}

/** The words of the services' common runtime: "NUMBER_VALUE can not be converted to String". */
export function unexpected(value: unknown, wanted: string): Error {
  if (Array.isArray(value)) return serializationError("Start of list found where not expected");
  if (typeof value === "object" && value !== null) {
    return serializationError("Start of structure or map found where not expected.");
  }
  if (wanted === "Structure" || wanted === "List") return serializationError("Unexpected field type");
  return serializationError(`${tokenOf(value)}_VALUE can not be converted to ${wanted}`);
}

function tokenOf(value: unknown): string {
  if (typeof value === "string") return "STRING";
  if (typeof value === "number") return Number.isInteger(value) ? "NUMBER" : "DECIMAL";
  return String(value).toUpperCase();
}
