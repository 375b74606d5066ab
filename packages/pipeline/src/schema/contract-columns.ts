import type { Pipeline } from "../pipeline.ts";
import type { ColumnType } from "../sinks/postgres-table.ts";
import { type JsonSchema, jsonSchemaOf, typeOf } from "./json-schema.ts";

const types: Readonly<Record<string, ColumnType>> = {
  integer: "bigint",
  number: "numeric",
  boolean: "boolean",
  object: "jsonb",
  array: "jsonb",
  string: "text",
};

const formats: Readonly<Record<string, ColumnType>> = { date: "date", "date-time": "timestamptz", uuid: "uuid" };

/** The types of columns that the schema's fields would have. A personal field has none: what is stored of it is not what came in. */
export function contractColumns({ schema, pii }: Pick<Pipeline, "schema" | "pii">): ReadonlyMap<string, ColumnType> {
  const fields = Object.entries(jsonSchemaOf(schema, "output")?.properties ?? {});
  return new Map(
    fields.flatMap(([name, field]): readonly (readonly [string, ColumnType])[] => {
      const type = pii.includes(name) ? undefined : columnType(typeOf(field));
      return type === undefined ? [] : [[name, type]];
    }),
  );
}

function columnType({ type, format }: JsonSchema): ColumnType | undefined {
  if (typeof type !== "string") return undefined;
  return type === "string" && format !== undefined ? (formats[format] ?? "text") : types[type];
}
