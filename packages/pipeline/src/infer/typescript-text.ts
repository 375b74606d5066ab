import type { JsonSchema } from "../schema/json-schema.ts";
import type { FieldFindings } from "./field-type.ts";
import type { InferredReader } from "./inferred-reader.ts";

/** The reader and a Zod schema as a module. */
export function typescriptOf(
  layout: InferredReader,
  fields: ReadonlyMap<string, FieldFindings>,
  names: ReadonlyMap<string, string>,
): string {
  const { format } = layout;
  const isText = format === "csv" || format === "xml";
  const members = [...fields].map(([name, findings]) => `  ${name}: ${zodOf(findings, isText)},`);
  return [
    `import { ${format} } from "@millrace/pipeline";`,
    'import { z } from "zod";',
    "",
    `export const format = ${readerText(layout, names)};`,
    "",
    "export const schema = z.object({",
    ...members,
    "});",
    "",
  ].join("\n");
}

function readerText({ format, path, record }: InferredReader, names: ReadonlyMap<string, string>): string {
  const renamed = [...names].filter(([label, name]) => label !== name);
  const options = [
    ...(path === undefined ? [] : [`path: ${JSON.stringify(path)}`]),
    ...(record === undefined ? [] : [`record: ${JSON.stringify(record)}`]),
    ...(renamed.length === 0
      ? []
      : [`fields: {\n${renamed.map(([label, name]) => `    ${name}: ${JSON.stringify(label)},\n`).join("")}  }`]),
  ];
  if (options.length === 0) return `${format}()`;
  return renamed.length === 0 ? `${format}({ ${options.join(", ")} })` : `${format}({\n  ${options.join(",\n  ")},\n})`;
}

const formats: Readonly<Record<string, string>> = {
  date: "z.iso.date()",
  "date-time": "z.iso.datetime()",
  email: "z.email()",
  uuid: "z.uuid()",
};

function zodOf({ schema, isNullable, isOptional }: FieldFindings, isText: boolean): string {
  return `${baseOf(schema, isText)}${isNullable ? ".nullable()" : ""}${isOptional ? ".optional()" : ""}`;
}

/** Values of text formats are text, whatever they say. */
function baseOf({ type, format, enum: choices }: JsonSchema, isText: boolean): string {
  if (choices !== undefined) return `z.enum(${JSON.stringify(choices).replaceAll(",", ", ")})`;
  switch (type) {
    case "integer":
      return isText ? "z.coerce.number().int()" : "z.number().int()";
    case "number":
      return isText ? "z.coerce.number()" : "z.number()";
    case "boolean":
      return isText ? 'z.enum(["true", "false"]).transform((text) => text === "true")' : "z.boolean()";
    case "string":
      return formats[format ?? ""] ?? "z.string()";
    case "array":
      return "z.array(z.unknown())";
    case "object":
      return "z.record(z.string(), z.unknown())";
    default:
      return "z.unknown()";
  }
}
