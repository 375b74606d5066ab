import { blocks } from "../bytes/blocks.ts";
import { PipelineError } from "../pipeline-error.ts";
import { xml } from "../xml/xml.ts";

/** A value of the XML reader: text, an object of members, or several of either. */
export type XmlValue = string | undefined | { readonly [member: string]: XmlValue } | readonly XmlValue[];

/** A row may have 16 384 cells. */
const elementCharsMax = 16 * 1024 * 1024;

/** The elements of a name in a part of a workbook, as the XML reader says them. */
export async function* xmlRecords(
  part: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<readonly XmlValue[], void> {
  const parser = xml({ record: name, recordSizeMax: elementCharsMax }).open();
  for await (const block of blocks(part)) yield valuesOf(parser.write(block));
  yield valuesOf(parser.end());
}

/** The first of them. */
export async function xmlRecord(part: AsyncIterable<Uint8Array>, name: string): Promise<XmlValue> {
  for await (const [first] of xmlRecords(part, name)) {
    if (first !== undefined) return first;
  }
  return undefined;
}

export const member = (value: XmlValue, ...path: readonly string[]): XmlValue =>
  path.reduce<XmlValue>((found, name) => {
    if (typeof found !== "object") return undefined;
    return Object.hasOwn(found, name) ? (found as Readonly<Record<string, XmlValue>>)[name] : undefined;
  }, value);

/** One is a list of one. */
export const all = (value: XmlValue): readonly XmlValue[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly XmlValue[]) : [value];

export function textOf(value: XmlValue): string {
  if (typeof value === "string") return value;
  const text = member(value, "#text");
  return typeof text === "string" ? text : "";
}

function valuesOf(reads: ReturnType<ReturnType<ReturnType<typeof xml>["open"]>["write"]>): readonly XmlValue[] {
  return reads.map((read) => {
    if (read.kind === "record") return read.value as XmlValue;
    throw new PipelineError(
      "format-error",
      `Cannot read the workbook, line ${read.line} of its sheet: ${read.message}`,
    );
  });
}
