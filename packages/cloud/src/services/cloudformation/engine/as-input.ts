import type { Schema } from "@millrace/wire";
import { isArray, isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import { operationOf } from "../../../sdk-calls/sdk-names.ts";

/** Of some values, those that an operation takes, in its own types: templates write numbers and truths as texts. */
export function asInput(service: string, operation: string, values: JsonObject): JsonObject {
  const schema = operationOf(service, operation)?.input;
  if (schema === undefined || !("member" in schema)) return values;
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const member = memberOf(schema, name);
      return member === undefined ? [] : [[member.name, typed(value, member.schema)]];
    }),
  );
}

type Structure = Extract<Schema, { readonly member: unknown }>;

const memberOf = (schema: Structure, name: string): ReturnType<Structure["member"]> =>
  schema.member(name) ??
  schema.member(name.slice(0, 1).toLowerCase() + name.slice(1)) ??
  schema.member(name.slice(0, 1).toUpperCase() + name.slice(1));

function typed(value: Json, schema: Schema): Json {
  if (schema.kind === "list") return isArray(value) ? value.map((item) => typed(item, schema.item.schema)) : value;
  if (isObject(value) && schema.kind === "map") {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, typed(item, schema.value.schema)]));
  }
  if (isObject(value) && "member" in schema) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => {
        const member = memberOf(schema, name);
        return member === undefined ? [name, item] : [member.name, typed(item, member.schema)];
      }),
    );
  }
  return simple(value, schema.kind);
}

function simple(value: Json, kind: Schema["kind"]): Json {
  if (kind === "boolean" && (value === "true" || value === "false")) return value === "true";
  if (kind === "string" && (typeof value === "number" || typeof value === "boolean")) return String(value);
  const isNumber = kind === "integer" || kind === "long" || kind === "float" || kind === "number";
  if (isNumber && typeof value === "string" && value.trim() !== "" && !Number.isNaN(Number(value))) {
    return Number(value);
  }
  return value;
}
