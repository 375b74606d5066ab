import { nestingMax, tooDeep } from "../errors/wire-errors.ts";
import { perSchema } from "../schema/per-schema.ts";
import {
  isBlob,
  isStructure,
  type ListSchema,
  type MapSchema,
  type Schema,
  type StructureSchema,
} from "../schema/schema.ts";
import { type Read, readString, unexpected } from "./value-reader.ts";

/**
 * Values that stay what JSON.parse made of them: DynamoDB's attribute values are most of what that service reads, stores and
 * sends, and its store keeps them as JSON text. Only their types are checked, in place; binary values stay base64 text.
 * Nulls and unknown members pass: the service has its own words for them.
 */
export function readVerbatim(schema: Schema): Read {
  const check = checker(schema);
  return (value) => {
    check(value, 0);
    return value;
  };
}

type Check = (value: unknown, depth: number) => void;

const checker: (schema: Schema) => Check = perSchema<[unknown, number], void>((schema) => {
  if (isStructure(schema)) return structureChecker(schema);
  if (schema.kind === "list") return listChecker(schema);
  if (schema.kind === "map") return mapChecker(schema);
  if (schema.kind === "boolean") return checkBoolean;
  if (schema.kind === "string" || isBlob(schema)) return readString;
  throw new TypeError(`Cannot keep a ${schema.kind} verbatim: expected text, bytes, booleans and what contains them`);
});

function structureChecker(schema: StructureSchema): Check {
  const members = new Map(schema.members.map((member) => [member.name, checker(member.schema)]));
  return (value, depth) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw unexpected(value, "Structure");
    if (depth > nestingMax) throw tooDeep();
    const source = value as Readonly<Record<string, unknown>>;
    for (const key in source) {
      const given = source[key];
      if (given !== null) members.get(key)?.(given, depth + 1);
    }
  };
}

function listChecker(schema: ListSchema): Check {
  const check = checker(schema.item.schema);
  return (value, depth) => {
    if (!Array.isArray(value)) throw unexpected(value, "List");
    for (const item of value) if (item !== null) check(item, depth + 1);
  };
}

function mapChecker(schema: MapSchema): Check {
  const check = checker(schema.value.schema);
  return (value, depth) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw unexpected(value, "Structure");
    const source = value as Readonly<Record<string, unknown>>;
    for (const key in source) {
      const given = source[key];
      if (given !== null) check(given, depth + 1);
    }
  };
}

function checkBoolean(value: unknown): void {
  if (typeof value !== "boolean") throw unexpected(value, "Boolean");
}
