import { perSchema } from "../schema/per-schema.ts";
import { isStructure, type Member, type Schema, type StructureSchema } from "../schema/schema.ts";
import { timestampFormat, writeTimestamp } from "../schema/timestamps.ts";
import { RawJson } from "./raw-json.ts";

/** Output -> JSON text, for protocols that name members as the model does (awsJson). */
export const writeJson = (schema: Schema, value: unknown): string => textOf(schema, value, modelNames);

/** Output -> JSON text, for protocols that know `jsonName` (restJson). */
export const writeRestJson = (schema: Schema, value: unknown): string => textOf(schema, value, jsonNames);

/** Output -> what JSON.stringify takes. */
export const jsonValue = (schema: Schema, value: unknown): unknown => modelNames.convert(schema)(value);

type Convert = (value: unknown) => unknown;

interface Names {
  readonly nameOf: (member: Member) => string;
  readonly convert: (schema: Schema) => Convert;
}

function textOf(schema: Schema, value: unknown, names: Names): string {
  if (value instanceof RawJson) return value.text;
  if (isStructure(schema) && hasRawMember(value)) return textAroundRaw(schema, value, names);
  return JSON.stringify(names.convert(schema)(value));
}

function hasRawMember(value: unknown): value is Readonly<Record<string, unknown>> {
  for (const name in value as object) {
    if ((value as Readonly<Record<string, unknown>>)[name] instanceof RawJson) return true;
  }
  return false;
}

function textAroundRaw(schema: StructureSchema, value: Readonly<Record<string, unknown>>, names: Names): string {
  const parts: string[] = [];
  for (const member of schema.members) {
    const given = value[member.name];
    if (given === undefined || given === null) continue;
    parts.push(`"${names.nameOf(member)}":${textOf(member.schema, given, names)}`);
  }
  return `{${parts.join(",")}}`;
}

function converters(nameOf: (member: Member) => string): Names {
  const convert: (schema: Schema) => Convert = perSchema<[unknown], unknown>((schema) => {
    if (schema.traits.verbatim === 1) return asItIs;
    switch (schema.kind) {
      case "structure":
      case "union":
      case "error":
        return structureConverter(schema, { nameOf, convert });
      case "list":
        return listConverter(convert(schema.item.schema));
      case "map":
        return schema.value.schema.traits.verbatim === 1 ? asItIs : mapConverter(convert(schema.value.schema));
      default:
        return simpleConverter(schema);
    }
  });
  return { nameOf, convert };
}

const modelNames = converters((member) => member.name);
const jsonNames = converters((member) => member.traits.jsonName ?? member.name);

/** Members in the order of the output; what the model does not know stays here. */
function structureConverter(schema: StructureSchema, names: Names): Convert {
  const members = new Map<string, { readonly name: string; readonly convert: Convert }>();
  for (const member of schema.members) {
    members.set(member.name, { name: names.nameOf(member), convert: names.convert(member.schema) });
  }
  return (value) => {
    const source = value as Readonly<Record<string, unknown>>;
    const result: Record<string, unknown> = {};
    for (const key in source) {
      const given = source[key];
      if (given === undefined || given === null) continue;
      const member = members.get(key);
      if (member !== undefined) result[member.name] = member.convert(given);
    }
    return result;
  };
}

const listConverter =
  (convert: Convert): Convert =>
  (value) =>
    Array.from(value as Iterable<unknown>, (item) => (item === undefined || item === null ? null : convert(item)));

/** Made without a prototype, so that any key is a key like another. */
const mapConverter =
  (convert: Convert): Convert =>
  (value) => {
    const result: Record<string, unknown> = Object.create(null);
    for (const [key, given] of Object.entries(value as object)) {
      if (given !== undefined) result[key] = given === null ? null : convert(given);
    }
    return result;
  };

function simpleConverter(schema: Schema): Convert {
  switch (schema.kind) {
    case "blob":
    case "stream":
      return base64;
    case "float":
    case "number":
      return (value) => (Number.isFinite(value) ? value : String(value));
    case "long":
    case "bigInteger":
    case "bigDecimal":
      return (value) => Number(value);
    case "timestamp":
    case "date-time":
    case "http-date":
    case "epoch-seconds": {
      const format = timestampFormat(schema.kind, "epoch-seconds");
      return (value) => writeTimestamp(value as Date, format);
    }
    default:
      return asItIs;
  }
}

const asItIs: Convert = (value) => value;

export function base64(value: unknown): string {
  if (typeof value === "string") return Buffer.from(value, "utf8").toString("base64");
  const bytes = value as Uint8Array;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}
