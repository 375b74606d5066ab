import type { Readable } from "node:stream";
import { isBlob, isStructure, type Schema } from "../../packages/wire/src/schema/schema.ts";

/**
 * A value in a form in which equal values are equal, whatever client or side they come from: dates and bytes as text, streams
 * read, and nothing where there is nothing in it.
 */
export async function normalForm(schema: Schema, value: unknown): Promise<unknown> {
  if (value === undefined || value === null || schema.kind === "unit") return undefined;
  if (value instanceof Date) return `date ${value.getTime()}`;
  if (isBlob(schema)) return `bytes ${(await bytesOf(value)).toString("hex")}`;
  if (isStructure(schema)) {
    return await fieldsOf(value as object, (name) => verbatimMember(schema, schema.member(name)?.schema));
  }
  if (schema.kind === "list") {
    const items = await Promise.all((value as readonly unknown[]).map((item) => normalForm(schema.item.schema, item)));
    const present = items.filter((item) => item !== undefined);
    return present.length === 0 ? undefined : present;
  }
  if (schema.kind === "map") return await fieldsOf(value as object, () => schema.value.schema);
  return value instanceof String ? String(value) : value;
}

/** Bytes in base64 become bytes again, so that both sides of an attribute value compare. */
const base64Blob: Schema = { kind: "blob", name: "base64", traits: {} };

function verbatimMember(parent: Schema, schema: Schema | undefined): Schema | undefined {
  if (parent.traits.verbatim !== 1 || schema === undefined) return schema;
  if (isBlob(schema)) return base64Blob;
  if (schema.kind !== "list" || !isBlob(schema.item.schema)) return schema;
  return { ...schema, item: { ...schema.item, schema: base64Blob, name: "", traits: {}, constraint: undefined } };
}

async function fieldsOf(value: object, schemaOf: (name: string) => Schema | undefined): Promise<unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const schema = schemaOf(name);
    if (schema === undefined) continue;
    const normal =
      schema === base64Blob && typeof field === "string"
        ? `bytes ${Buffer.from(field, "base64").toString("hex")}`
        : await listAware(schema, field);
    if (normal !== undefined) result[name] = normal;
  }
  return Object.keys(result).length === 0 ? undefined : result;
}

async function listAware(schema: Schema, field: unknown): Promise<unknown> {
  if (schema.kind === "list" && schema.item.schema === base64Blob && Array.isArray(field)) {
    return field.map(
      (item) => `bytes ${(typeof item === "string" ? Buffer.from(item, "base64") : Buffer.from(item)).toString("hex")}`,
    );
  }
  return await normalForm(schema, field);
}

async function bytesOf(value: unknown): Promise<Buffer> {
  if (typeof value === "string") return Buffer.from(value, "utf8");
  if (value instanceof Uint8Array) return Buffer.from(value);
  const { transformToByteArray } = value as { readonly transformToByteArray?: () => Promise<Uint8Array> };
  if (transformToByteArray !== undefined) return Buffer.from(await transformToByteArray.call(value));
  const chunks: Buffer[] = [];
  for await (const chunk of value as Readable) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Where two normal forms first differ; undefined when they are equal. */
export function difference(expected: unknown, actual: unknown, path = ""): string | undefined {
  if (Object.is(expected, actual)) return undefined;
  if (typeof expected === "object" && typeof actual === "object" && expected !== null && actual !== null) {
    const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    for (const name of names) {
      const found = difference(Reflect.get(expected, name), Reflect.get(actual, name), `${path}.${name}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return `${path}: expected ${show(expected)}, got ${show(actual)}`;
}

const show = (value: unknown): string => String(JSON.stringify(value)).slice(0, 120);
