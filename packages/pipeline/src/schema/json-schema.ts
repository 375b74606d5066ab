import type { StandardSchema } from "../standard-schema.ts";

/** As much of JSON Schema as is looked at. https://json-schema.org/draft/2020-12 */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly [keyword: string]: unknown;
}

/**
 * What a schema says as JSON Schema, where its library can say so (Zod and ArkType can) and the schema has nothing in it that JSON
 * Schema has no word for. `input` is what it takes, `output` what it makes of that.
 * @see https://standardschema.dev/json-schema
 */
export function jsonSchemaOf(schema: StandardSchema, side: "input" | "output"): JsonSchema | undefined {
  const converter: unknown = Reflect.get(schema["~standard"], "jsonSchema");
  if (typeof converter !== "object" || converter === null) return undefined;
  const convert: unknown = Reflect.get(converter, side);
  if (typeof convert !== "function") return undefined;
  try {
    return convert.call(converter, { target: "draft-2020-12", libraryOptions: { unrepresentable: "any" } });
  } catch {
    return undefined;
  }
}

/** The type of a value that may also be null or absent. */
export function typeOf(schema: JsonSchema): JsonSchema {
  const some = schema.anyOf?.filter(({ type }) => type !== "null");
  if (some?.length === 1 && some[0] !== undefined) return typeOf(some[0]);
  if (Array.isArray(schema.type)) {
    const types = schema.type.filter((type) => type !== "null");
    return types.length === 1 ? { ...schema, type: types[0] } : schema;
  }
  return schema;
}
