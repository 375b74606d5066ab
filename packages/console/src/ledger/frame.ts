import { readCsv } from "../formats/read-csv.ts";
import { tagsOf } from "../formats/xml-tags.ts";

/** What stands around the records of a file: everything before `headEnd` and from `tailStart` on. */
export interface Frame {
  readonly headEnd: number;
  readonly tailStart: number;
  /** What stands between two records. */
  readonly separator: string;
}

/** A file as a text with one letter per byte, so that places in it are places in the file. */
interface Framed {
  readonly text: string;
  /** Where one of its records begins. */
  readonly record: number;
  /** The first line of a CSV file as its reader knew it. */
  readonly labels: readonly string[];
}

/**
 * Finds the frame that a record stands in by the record alone: the page does not know the pipeline's definition. Formats that nothing
 * stands around have an empty one.
 */
export const frameOf = (format: string, framed: Framed): Frame =>
  frames[format]?.(framed) ?? { headEnd: 0, tailStart: framed.text.length, separator: "\n" };

const frames: Readonly<Record<string, (framed: Framed) => Frame>> = { csv: csvFrame, json: jsonFrame, xml: xmlFrame };

/** The line that has the labels, and what is above it. A file without such a line has no head. */
function csvFrame({ text, record, labels }: Framed): Frame {
  const wanted = labels.join("\n");
  let headEnd = 0;
  for (const line of text.slice(0, record).matchAll(/[^\n]*\n/g)) {
    const [cells = []] = readCsv(decodedBytes(line[0]));
    if (cells.map((cell) => cell.trim()).join("\n") === wanted) headEnd = line.index + line[0].length;
  }
  return { headEnd, tailStart: text.length, separator: "\n" };
}

/** Up to the bracket of the array that the record is in, and from the one that closes it. */
function jsonFrame({ text, record }: Framed): Frame {
  const open: number[] = [];
  let depth: number | undefined;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (depth === undefined && index >= record) depth = open.length;
    if (token === "[" || token === "{") open.push(index + 1);
    else if (token === "]" || token === "}") {
      const headEnd = open.pop();
      if (depth !== undefined && open.length < depth) {
        return { headEnd: headEnd ?? 0, tailStart: index, separator: "," };
      }
    }
  }
  return { headEnd: 0, tailStart: text.length, separator: "\n" };
}

/** Up to the first element of the record's name beside it, and from where the element around them closes. */
function xmlFrame({ text, record }: Framed): Frame {
  /** Of each depth, where the first element of each name begins. */
  const firsts: Map<string, number>[] = [];
  let found: { readonly depth: number; readonly headEnd: number } | undefined;
  for (const { depth, name, index } of tagsOf(text)) {
    if (name !== undefined) {
      firsts.length = Math.min(firsts.length, depth + 1);
      firsts[depth] ??= new Map();
      const headEnd = firsts[depth].get(name) ?? index;
      firsts[depth].set(name, headEnd);
      if (index === record) found = { depth, headEnd };
    } else if (found !== undefined && depth < found.depth) {
      return { headEnd: found.headEnd, tailStart: index, separator: "\n" };
    }
  }
  return { headEnd: 0, tailStart: text.length, separator: "\n" };
}

const decodedBytes = (text: string): string =>
  new TextDecoder().decode(Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
