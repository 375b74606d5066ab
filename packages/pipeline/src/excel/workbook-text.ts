import { csvLine } from "../csv/cells.ts";
import { PipelineError } from "../pipeline-error.ts";
import { richText, rowCells, type Shared } from "./cells.ts";
import { dateStyles } from "./date-text.ts";
import { all, member, type XmlValue, xmlRecord, xmlRecords } from "./xml-records.ts";
import { ZipEntries } from "./zip-entries.ts";

/** A workbook is read from its end, so it is held as it came; its sheets are not. */
const workbookBytesMax = 256 * 1024 * 1024;

/** What stands in the cells of all rows, each text once. */
const sharedCharsMax = 256 * 1024 * 1024;

const workbookPart = "xl/workbook.xml";

/**
 * The first visible sheet of an Excel workbook as CSV, row by row: dates as ISO 8601, numbers as they are, what a formula gave. A row is on
 * the line that has its number, unless a cell before it has a line break in it.
 * @see https://ecma-international.org/publications-and-standards/standards/ecma-376/
 */
export async function* workbookText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const parts = new ZipEntries(await held(bytes));
  if (!parts.has(workbookPart)) throw unreadable("it is an Office document that is no workbook");
  const workbook = await xmlRecord(parts.open(workbookPart), "workbook");
  const sheet = await sheetPart(parts, workbook);
  const shared = await sharedOf(parts, workbook);
  let width: number | undefined;
  let line = 0;
  for await (const rows of xmlRecords(parts.open(sheet), "row")) {
    let text = "";
    for (const row of rows) {
      const cells = rowCells(row, shared);
      if (cells.every((cell) => cell === "")) continue;
      width ??= cells.length;
      const number = Number(member(row, "@r") ?? line + 1);
      // Empty rows are not in the file; a record still stands on the line that has its number.
      if (number > line + 1) text += "\r\n".repeat(Math.min(number - line - 1, gapMax));
      line = number;
      text += csvLine(fitted(cells, width));
    }
    if (text !== "") yield Buffer.from(text);
  }
}

/** More empty rows than this are left out. */
const gapMax = 10_000;

/** Rows end at their last cell with something in it, so they are made as long as the header. */
function fitted(cells: readonly string[], width: number): readonly string[] {
  const length = cells.findLastIndex((cell) => cell !== "") + 1;
  return length >= width ? cells.slice(0, length) : [...cells.slice(0, length), ...new Array(width - length).fill("")];
}

async function held(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.byteLength;
    if (size > workbookBytesMax) throw unreadable(`it has more than ${workbookBytesMax} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

async function sheetPart(parts: ZipEntries, workbook: XmlValue): Promise<string> {
  const sheet = all(member(workbook, "sheets", "sheet")).find((one) => member(one, "@state") === undefined);
  const relations = await xmlRecord(parts.open("xl/_rels/workbook.xml.rels"), "Relationships");
  const relation = all(member(relations, "Relationship")).find((one) => member(one, "@Id") === member(sheet, "@id"));
  const target = member(relation, "@Target");
  if (sheet === undefined || typeof target !== "string") throw unreadable("it has no sheet that can be seen");
  return target.startsWith("/") ? target.slice(1) : `xl/${target}`;
}

async function sharedOf(parts: ZipEntries, workbook: XmlValue): Promise<Shared> {
  const texts: string[] = [];
  let chars = 0;
  if (parts.has("xl/sharedStrings.xml")) {
    for await (const items of xmlRecords(parts.open("xl/sharedStrings.xml"), "si")) {
      for (const item of items) chars += (texts[texts.push(richText(item)) - 1] ?? "").length;
      if (chars > sharedCharsMax) throw unreadable(`it has more than ${sharedCharsMax} characters of shared text`);
    }
  }
  const styles = parts.has("xl/styles.xml") ? await xmlRecord(parts.open("xl/styles.xml"), "styleSheet") : undefined;
  const since1904 = member(workbook, "workbookPr", "@date1904");
  const base = since1904 === "1" || since1904 === "true" ? 1904 : 1900;
  return { texts, isDate: dateStyles(styles), base };
}

const unreadable = (why: string): PipelineError =>
  new PipelineError("unknown-format", `Cannot read the workbook: ${why}`);
