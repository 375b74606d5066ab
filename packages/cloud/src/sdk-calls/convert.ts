import { Readable } from "node:stream";
import type { Schema } from "@millrace/wire";
import { isArray, isObject, type Json } from "./json.ts";

const isStructure = (schema: Schema): schema is Extract<Schema, { kind: "structure" | "union" | "error" }> =>
  schema.kind === "structure" || schema.kind === "union" || schema.kind === "error";

const upperFirst = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1);
const lowerFirst = (name: string): string => name.slice(0, 1).toLowerCase() + name.slice(1);

/** A value of the language as an input of an operation: members get the model's spelling, texts become bytes and times. */
export function toInput(value: Json, schema: Schema): unknown {
  if (value === null) return undefined;
  if (schema.traits.verbatim === 1) return value;
  if (isStructure(schema)) return isObject(value) ? structureInput(value, schema) : value;
  if (schema.kind === "list") return isArray(value) ? value.map((item) => toInput(item, schema.item.schema)) : value;
  if (schema.kind === "map") {
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toInput(item, schema.value.schema)]));
  }
  return simpleInput(value, schema);
}

function structureInput(
  value: { readonly [name: string]: Json },
  schema: Extract<Schema, { kind: "structure" | "union" | "error" }>,
): unknown {
  const input: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    const known = schema.member(name) ?? schema.member(lowerFirst(name)) ?? schema.member(upperFirst(name));
    const converted = known === undefined ? member : toInput(member, known.schema);
    if (converted !== undefined) input[known?.name ?? name] = converted;
  }
  return input;
}

function simpleInput(value: Json, schema: Schema): unknown {
  switch (schema.kind) {
    case "blob":
      // Who has bytes already gives them as they are; JSON has no way to write them.
      if ((value as unknown) instanceof Uint8Array) return value;
      return Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
    case "stream":
      return Readable.from([Buffer.from(JSON.stringify(value))]);
    case "timestamp":
    case "date-time":
    case "http-date":
    case "epoch-seconds":
      return typeof value === "string" || typeof value === "number"
        ? new Date(typeof value === "number" ? value * 1000 : value)
        : value;
    case "string":
      return typeof value === "string" ? value : JSON.stringify(value);
    default:
      return value;
  }
}

/** An output of an operation as the language has it: members begin with capitals, bytes are text, times are ISO 8601. */
export function toOutput(value: unknown, schema: Schema): Json | undefined {
  if (value === undefined || value === null) return undefined;
  if (schema.traits.verbatim === 1) return value as Json;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("utf8");
  if (isStructure(schema)) return structureOutput(value as Record<string, unknown>, schema);
  if (schema.kind === "list" && Array.isArray(value)) {
    return value.map((item) => toOutput(item, schema.item.schema) ?? null);
  }
  if (schema.kind === "map" && typeof value === "object") {
    const entries = Object.entries(value).flatMap(([name, item]) => {
      const converted = toOutput(item, schema.value.schema);
      return converted === undefined ? [] : [[name, converted] as const];
    });
    return Object.fromEntries(entries);
  }
  return value as Json;
}

function structureOutput(
  value: Record<string, unknown>,
  schema: Extract<Schema, { kind: "structure" | "union" | "error" }>,
): Json {
  const output: Record<string, Json> = {};
  for (const member of schema.members) {
    const converted = toOutput(value[member.name], member.schema);
    if (converted !== undefined) output[upperFirst(member.name)] = converted;
  }
  return output;
}
