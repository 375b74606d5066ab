import { Decoder } from "../bytes/decoder.ts";
import { PipelineError } from "../pipeline-error.ts";
import type { Format, Reader } from "../reader.ts";

/** How much of a file is looked at to tell what it is. */
export const detectionBytes = 64 * 1024;

/** Formats that are no text; the names are for people. https://en.wikipedia.org/wiki/List_of_file_signatures */
const signatures: readonly (readonly [name: string, bytes: string])[] = [
  ["a PDF document", "%PDF-"],
  ["a ZIP archive", "PK\u0003\u0004"],
  ["a PNG image", "\u0089PNG"],
  ["a JPEG image", "\u00ff\u00d8\u00ff"],
  ["a Parquet file", "PAR1"],
  ["an old Excel workbook", "\u00d0\u00cf\u0011\u00e0"],
  ["a Zstandard archive", "\u0028\u00b5\u002f\u00fd"],
  ["a bzip2 archive", "BZh"],
  ["a 7-Zip archive", "7z\u00bc\u00af"],
];

const extensions: Readonly<Record<string, Format>> = {
  csv: "csv",
  tsv: "csv",
  txt: "csv",
  json: "json",
  ndjson: "ndjson",
  jsonl: "ndjson",
  xml: "xml",
  dat: "fixed",
  xlsx: "csv",
  parquet: "ndjson",
};

/** The reader for a file that begins with `head`: by its content, and where that leaves a choice, by its name. */
export function readerFor(readers: readonly Reader[], head: Buffer, name: string): Reader {
  if (head.length === 0) throw new PipelineError("empty-file", "Cannot read the file: it is empty");
  const candidates = contentFormats(head);
  const named = extensions[extensionOf(name)];
  const ordered = named !== undefined && candidates.includes(named) ? [named, ...candidates] : candidates;
  for (const format of ordered) {
    const reader = readers.find((candidate) => candidate.format === format);
    if (reader !== undefined) return reader;
  }
  const expected = readers.map((reader) => reader.format).join(", ");
  throw new PipelineError(
    "unknown-format",
    `Cannot read the file as it looks like ${candidates[0]}: expected ${expected}`,
  );
}

function extensionOf(name: string): string {
  const parts = name
    .toLowerCase()
    .replace(/\.(gz|zip|zst|bz2)$/, "")
    .split(".");
  return parts.at(-1) ?? "";
}

/** The formats that `head` can be the beginning of, the likeliest first. */
function contentFormats(head: Buffer): readonly Format[] {
  const start = head.toString("latin1", 0, 16);
  const binary = signatures.find(([, bytes]) => start.startsWith(bytes));
  if (binary !== undefined) throw unreadable(`it is ${binary[0]}`);
  const { text } = new Decoder().decode(head);
  if (controlChars(text) > text.length / 100) throw unreadable("its bytes are not text");
  const trimmed = text.trimStart();
  if (trimmed === "") throw new PipelineError("empty-file", "Cannot read the file: it has nothing but blanks");
  if (/^<[?!\p{L}_]/u.test(trimmed)) return ["xml"];
  if (/^\{\s*["}]/.test(trimmed)) return isLineByLine(trimmed) ? ["ndjson", "json"] : ["json", "ndjson"];
  if (/^\[\s*(["{[\]\-\d]|true|false|null)/.test(trimmed)) return ["json", "ndjson", "csv", "fixed"];
  return ["csv", "ndjson", "fixed"];
}

function controlChars(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 32 && code !== 9 && code !== 10 && code !== 13) count++;
  }
  return count;
}

/** True where the first line is a whole JSON object and the next one, if the head has it, begins one. */
function isLineByLine(text: string): boolean {
  const lineEnd = text.indexOf("\n");
  if (lineEnd < 0) return false;
  const next = text.slice(lineEnd).trimStart();
  if (next !== "" && !next.startsWith("{")) return false;
  try {
    JSON.parse(text.slice(0, lineEnd));
    return true;
  } catch {
    return false;
  }
}

const unreadable = (why: string): PipelineError =>
  new PipelineError("unknown-format", `Cannot read the file as ${why}: expected text`);
