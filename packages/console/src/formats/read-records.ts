import { tagsOf } from "./xml-tags.ts";

/** A value of a file: what JSON and XML have in common. */
export type Fields = Readonly<Record<string, unknown>>;

const recordsMax = 5000;

/** The objects of the first array of objects, or the lines that are objects: as many as are whole, for the text may be cut. */
export function jsonRecords(text: string): Fields[] {
  const objects = jsonObjects(text);
  const lines = objects.filter(({ depth }) => depth === 0);
  const first = objects.find(({ isInArray }) => isInArray);
  const records =
    lines.length > 1 ? lines : objects.filter(({ parent }) => parent !== undefined && parent === first?.parent);
  return records.slice(0, recordsMax).map(({ start, end }) => JSON.parse(text.slice(start, end)) as Fields);
}

interface JsonObject {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  /** Where the array or object begins that it is in. */
  readonly parent: number | undefined;
  readonly isInArray: boolean;
}

/** The objects of a text that end in it, in the order in which they begin. */
function jsonObjects(text: string): JsonObject[] {
  const objects: JsonObject[] = [];
  const open: number[] = [];
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (token === "{" || token === "[") open.push(index);
    if (token !== "}" && token !== "]") continue;
    const start = open.pop();
    const parent = open.at(-1);
    if (token === "]" || start === undefined) continue;
    const isInArray = parent !== undefined && text[parent] === "[";
    objects.push({ start, end: index + 1, depth: open.length, parent, isInArray });
  }
  return objects.sort((a, b) => a.start - b.start);
}

interface Span {
  readonly name: string;
  readonly depth: number;
  readonly start: number;
  readonly contentStart: number;
  readonly contentEnd: number;
}

/** The elements that come again and again, as high as there are such. */
export function xmlRecords(text: string): Fields[] {
  const spans = spansOf(text);
  const counts = new Map<string, number>();
  for (const { name, depth } of spans) counts.set(`${depth} ${name}`, (counts.get(`${depth} ${name}`) ?? 0) + 1);
  const [repeated] = [...counts]
    .filter(([key, count]) => count > 1 && !key.startsWith("0 "))
    .map(([key]) => key)
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  return spans
    .filter(({ name, depth }) => `${depth} ${name}` === repeated)
    .slice(0, recordsMax)
    .map((record) => fieldsOf(record, spans, text));
}

function spansOf(text: string): Span[] {
  const spans: Span[] = [];
  const open: { readonly name: string; readonly start: number; readonly contentStart: number }[] = [];
  for (const { name, depth, index, end } of tagsOf(text)) {
    if (name !== undefined) open[depth] = { name, start: index, contentStart: end };
    else {
      const begun = open[depth];
      if (begun !== undefined) spans.push({ ...begun, depth, contentEnd: Math.max(index, begun.contentStart) });
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

/** Attributes as `@name`, elements within by their path, as the pipeline's own reader names them. */
function fieldsOf(record: Span, spans: readonly Span[], text: string): Fields {
  const fields: Record<string, unknown> = {};
  const path: string[] = [];
  const first = spans.indexOf(record);
  for (let at = first; at < spans.length; at++) {
    const span = spans[at];
    if (span === undefined || span.start >= record.contentEnd) break;
    path.length = span.depth - record.depth;
    if (at > first) path[span.depth - record.depth - 1] = span.name;
    const content = contentOf(text.slice(span.contentStart, span.contentEnd).trim());
    if (content !== "") fields[path.join(".") || "#text"] = content;
    for (const [, name = "", quoted = ""] of text.slice(span.start, span.contentStart).matchAll(attribute)) {
      fields[[...path, `@${name}`].join(".")] = unescaped(quoted.slice(1, -1));
    }
  }
  return fields;
}

/** The text of an element that has nothing but text. */
function contentOf(content: string): string {
  const [, verbatim] = /^<!\[CDATA\[(.*)\]\]>$/s.exec(content) ?? [];
  return verbatim ?? (content.includes("<") ? "" : unescaped(content));
}

const attribute = /\s([^\s=/>]+)\s*=\s*("[^"]*"|'[^']*')/g;

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

const unescaped = (text: string): string => text.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);
