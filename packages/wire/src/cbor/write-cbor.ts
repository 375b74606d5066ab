import { RawJson } from "../json/raw-json.ts";
import { jsonReader } from "../json/read-json.ts";
import { isBlob, isStructure, isTimestamp, type Schema, type StructureSchema } from "../schema/schema.ts";
import { CborBytes } from "./cbor-bytes.ts";

/** Output -> CBOR. JSON text that a service has at hand is parsed and written anew. */
export function writeCbor(schema: Schema, output: unknown): Buffer {
  const bytes = new CborBytes();
  write(bytes, schema, output ?? {});
  return bytes.finish();
}

/** A value that no model describes. */
export function writePlainCbor(value: unknown): Buffer {
  const bytes = new CborBytes();
  writePlain(bytes, value);
  return bytes.finish();
}

type Values = Readonly<Record<string, unknown>>;

function write(bytes: CborBytes, schema: Schema, value: unknown): void {
  if (value instanceof RawJson) write(bytes, schema, jsonReader(schema)(JSON.parse(value.text)));
  else if (value === null || value === undefined) bytes.simple(null);
  else if (isStructure(schema)) writeStructure(bytes, schema, value as Values);
  else if (schema.kind === "list") {
    const items = Array.from(value as Iterable<unknown>);
    bytes.list(items.length);
    for (const item of items) write(bytes, schema.item.schema, item);
  } else if (schema.kind === "map") writeMap(bytes, schema.value.schema, value as Values);
  else writeSimple(bytes, schema, value);
}

function writeStructure(bytes: CborBytes, schema: StructureSchema, value: Values): void {
  const present = schema.members.filter((member) => value[member.name] !== undefined && value[member.name] !== null);
  bytes.map(present.length);
  for (const member of present) {
    bytes.text(member.name);
    const given = value[member.name];
    if (schema.traits.verbatim === 1 && typeof given === "string" && isBlob(member.schema)) {
      bytes.bytes(Buffer.from(given, "base64"));
    } else if (schema.traits.verbatim === 1 && isBlobList(member.schema)) {
      writeBase64List(bytes, given as readonly string[]);
    } else write(bytes, member.schema, given);
  }
}

const isBlobList = (schema: Schema): boolean => schema.kind === "list" && isBlob(schema.item.schema);

function writeBase64List(bytes: CborBytes, items: readonly string[]): void {
  bytes.list(items.length);
  for (const item of items) bytes.bytes(Buffer.from(item, "base64"));
}

function writeMap(bytes: CborBytes, schema: Schema, value: Values): void {
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  bytes.map(entries.length);
  for (const [key, entry] of entries) {
    bytes.text(key);
    write(bytes, schema, entry);
  }
}

function writeSimple(bytes: CborBytes, schema: Schema, value: unknown): void {
  if (isTimestamp(schema)) bytes.date(value as Date);
  else if (isBlob(schema)) bytes.bytes(typeof value === "string" ? Buffer.from(value, "utf8") : (value as Uint8Array));
  else if (schema.kind === "string") bytes.text(String(value));
  else if (schema.kind === "unit") bytes.map(0);
  else writePlain(bytes, value);
}

function writePlain(bytes: CborBytes, value: unknown): void {
  if (value === null || value === undefined || typeof value === "boolean") bytes.simple(value ?? null);
  else if (typeof value === "string") bytes.text(value);
  else if (typeof value === "number" || typeof value === "bigint") bytes.number(Number(value));
  else if (value instanceof Date) bytes.date(value);
  else if (value instanceof Uint8Array) bytes.bytes(value);
  else if (Array.isArray(value)) {
    bytes.list(value.length);
    for (const item of value) writePlain(bytes, item);
  } else {
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
    bytes.map(entries.length);
    for (const [key, entry] of entries) {
      bytes.text(key);
      writePlain(bytes, entry);
    }
  }
}
