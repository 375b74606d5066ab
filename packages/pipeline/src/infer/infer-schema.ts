import { decompressed } from "../bytes/decompress.ts";
import { withHead } from "../bytes/with-head.ts";
import { csv } from "../csv/csv.ts";
import { detectionBytes, readerFor } from "../formats/detect-format.ts";
import { json } from "../json/json.ts";
import { ndjson } from "../json/ndjson.ts";
import { PipelineError } from "../pipeline-error.ts";
import type { FileFacts, Reader } from "../reader.ts";
import { readRecords } from "../run/read-records.ts";
import type { JsonSchema } from "../schema/json-schema.ts";
import { xml } from "../xml/xml.ts";
import { type FieldFindings, FieldProfile } from "./field-type.ts";
import type { InferredReader } from "./inferred-reader.ts";
import { typescriptOf } from "./typescript-text.ts";

/** A first definition of what a file holds, to be read and put right by a person. */
export interface InferredSchema {
  readonly format: FileFacts["format"];
  /** Records that were looked at. */
  readonly records: number;
  readonly jsonSchema: JsonSchema;
  /** A field of which no two records have the same value. */
  readonly key: string | undefined;
  /** Fields that look as if they were about people. */
  readonly pii: readonly string[];
  /** The schema and the reader as source text. */
  readonly typescript: string;
}

/** So many records are looked at. */
const recordsMax = 20_000;

/** A sample that says nothing of its records' names makes none. */
const fieldsMax = 1_000;

const personalNames = /name|mail|phone|tel(efon)?$|mobile|birth|address|street|ssn|passport|iban|postcode|zip/i;

/** Looks at the beginning of a file, unpacked where need be, and says what its records seem to be. */
export async function inferSchema(bytes: AsyncIterable<Uint8Array>, name: string): Promise<InferredSchema> {
  const content = await withHead(decompressed(bytes), detectionBytes);
  const layout = layoutOf(content.head, name);
  const { records, fields } = await profile(readerOf(layout), content.rest);
  if (records === 0) throw new PipelineError("empty-file", "Cannot infer a schema: the file has no records");
  const found = new Map([...fields].map(([label, field]) => [label, field.findings(records)]));
  const names = fieldNames([...found.keys()]);
  const named = new Map([...found].map(([label, findings]) => [names.get(label) ?? label, findings]));
  const keys = [...named].filter(([, { isKey }]) => isKey).map(([field]) => field);
  const pii = [...named]
    .filter(
      ([field, { schema }]) => schema.format === "email" || (schema.type === "string" && personalNames.test(field)),
    )
    .map(([field]) => field);
  return {
    format: layout.format,
    records,
    jsonSchema: schemaOf(named),
    key: keys.find((key) => /id$|number$|^no$|key|code/i.test(key)) ?? keys[0],
    pii,
    typescript: typescriptOf(layout, named, names),
  };
}

function layoutOf(head: Buffer, name: string): InferredReader {
  const { format } = readerFor([csv(), json(), ndjson(), xml({ record: "*" })], head, name);
  const text = head.toString("utf8");
  if (format === "json") {
    // The first member that is an array of objects; the whole document where it is one itself.
    const member = /^\s*\[/.test(text) ? undefined : /"([\p{L}_$][\p{L}\p{N}_$-]*)"\s*:\s*\[\s*\{/u.exec(text)?.[1];
    return member === undefined ? { format } : { format, path: `$.${member}[*]` };
  }
  if (format === "xml") {
    const elements = text.replace(/<[?!][^>]*>/g, "").match(/<[\p{L}_][\p{L}\p{N}_.:-]*/gu) ?? [];
    // The root, and what is in it.
    return { format, record: (elements[1] ?? elements[0] ?? "<record").slice(1).replace(/^.*:/, "") };
  }
  return { format };
}

function readerOf({ format, path, record }: InferredReader): Reader {
  switch (format) {
    case "csv":
    case "fixed":
      return csv();
    case "json":
      return json(path === undefined ? {} : { path });
    case "ndjson":
      return ndjson();
    case "xml":
      return xml({ record: record ?? "record" });
  }
}

async function profile(reader: Reader, bytes: AsyncIterable<Uint8Array>) {
  const fields = new Map<string, FieldProfile>();
  let records = 0;
  for await (const reads of readRecords(reader, bytes)) {
    for (const read of reads) if (read.kind === "record" && see(fields, read.value)) records++;
    if (records >= recordsMax) break;
  }
  return { records, fields };
}

/** False for what is no record with fields. */
function see(fields: Map<string, FieldProfile>, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  for (const [name, member] of Object.entries(value)) {
    const field = fields.get(name) ?? new FieldProfile();
    field.see(member);
    if (fields.size < fieldsMax) fields.set(name, field);
  }
  return true;
}

/** Labels as names of fields: `Order no.` becomes `orderNo`. */
function fieldNames(labels: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    labels.map((label) => {
      const words = label.split(/[^\p{L}\p{N}$]+/u).filter((word) => word !== "");
      const isName = /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(label) && !label.includes("_");
      const camel = words.map((word, index) => (index === 0 ? lowerFirst(word) : upperFirst(word))).join("");
      const base = isName ? label : /^\p{L}/u.test(camel) ? camel : `field${upperFirst(camel)}`;
      let name = base;
      for (let count = 2; taken.has(name); count++) name = `${base}${count}`;
      taken.add(name);
      return [label, name];
    }),
  );
}

const lowerFirst = (word: string): string =>
  /^[\p{Lu}\p{N}]+$/u.test(word) ? word.toLowerCase() : word.slice(0, 1).toLowerCase() + word.slice(1);

const upperFirst = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

const schemaOf = (fields: ReadonlyMap<string, FieldFindings>): JsonSchema => ({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  properties: Object.fromEntries(
    [...fields].map(([name, { schema, isNullable }]) => [name, isNullable ? orNull(schema) : schema]),
  ),
  required: [...fields].filter(([, { isOptional }]) => !isOptional).map(([name]) => name),
});

const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: "null" }] });
