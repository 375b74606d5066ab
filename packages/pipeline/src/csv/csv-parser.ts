import { Decoder, type EncodingChoice, type Utf8Block } from "../bytes/decoder.ts";
import { firstBrokenByte } from "../bytes/first-broken-byte.ts";
import type { DirectPlan } from "../direct/plan.ts";
import { RowWriter } from "../direct/row-writer.ts";
import { PipelineError } from "../pipeline-error.ts";
import { shapeOf } from "../protect/shape.ts";
import type { FileFacts, RecordParser, Shift } from "../reader.ts";
import { detached, type Read, type RejectCode, type Rejected } from "../record.ts";
import { splitRow } from "./cells.ts";
import { CsvRecord, WrittenRecord } from "./csv-record.ts";
import { type Delimiter, detectDelimiter } from "./dialect.ts";
import type { FoundRow, RowSource } from "./found-row.ts";
import { namesOf, type RowBuilder, rowBuilder } from "./labels.ts";
import { RowScanner } from "./row-scanner.ts";

export interface CsvParserOptions {
  readonly delimiter: Delimiter | "auto";
  readonly encoding: EncodingChoice;
  readonly recordSizeMax: number;
  /** Label in the file -> name in the record. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly shift: Shift;
  readonly plan: DirectPlan | undefined;
}

interface Header {
  readonly labels: readonly string[];
  readonly names: readonly string[];
  readonly build: RowBuilder;
  readonly writer: RowWriter | undefined;
}

/** A first line such as `sep=;`, which Excel writes and reads, names the delimiter. */
const separatorLine = /^sep=([,;\t|])(?=[\r\n]|$)/;

export class CsvParser implements RecordParser {
  readonly #options: CsvParserOptions;
  readonly #decoder: Decoder;
  #delimiter: Delimiter | undefined;
  #scanner: RowScanner | undefined;
  #header: Header | undefined;
  #hasSeparatorLine: boolean = false;
  #ordinal: number;

  constructor(options: CsvParserOptions) {
    this.#options = options;
    this.#decoder = new Decoder(options.encoding);
    this.#ordinal = options.shift.records;
  }

  get facts(): FileFacts {
    const { encoding } = this.#decoder;
    return { format: "csv", encoding, delimiter: this.#delimiter, labels: this.#header?.labels };
  }

  write(block: Buffer): readonly Read[] {
    return this.#reads(this.#decoder.toUtf8(block), false);
  }

  end(): readonly Read[] {
    const reads = this.#reads(this.#decoder.endUtf8(), true);
    if (this.#header === undefined) throw new PipelineError("empty-file", "Cannot read a header: the file is empty");
    return reads;
  }

  maskRaw(raw: string, fields: readonly string[]): string {
    const names = this.#header?.names ?? [];
    const delimiter = this.#delimiter ?? ",";
    const cells = splitRow(raw, delimiter);
    // In a row of another length nobody can say which cell belongs to which column.
    const isPersonal = (index: number): boolean => cells.length !== names.length || fields.includes(names[index] ?? "");
    const knowsAll = fields.every((field) => names.includes(field));
    return cells.map((cell, index) => (knowsAll && !isPersonal(index) ? cell : shapeOf(cell))).join(delimiter);
  }

  #reads(block: Utf8Block, isLast: boolean): readonly Read[] {
    const scanner = this.#scanner ?? this.#start(block.bytes.toString("utf8", 0, block.bytes.length));
    scanner.add(block, isLast);
    this.#header?.writer?.turn();
    const reads: Read[] = [];
    while (scanner.next()) {
      if (this.#header !== undefined) reads.push(this.#read(scanner.row, this.#header));
      else this.#readHeader(scanner.row);
    }
    return reads;
  }

  #start(sample: string): RowScanner {
    const separator = separatorLine.exec(sample)?.[1] as Delimiter | undefined;
    const { delimiter, recordSizeMax } = this.#options;
    this.#hasSeparatorLine = separator !== undefined;
    this.#delimiter = delimiter === "auto" ? (separator ?? detectDelimiter(sample)) : delimiter;
    const byteOffset = this.#decoder.markBytes;
    this.#scanner = new RowScanner({ delimiter: this.#delimiter, bytesMax: recordSizeMax, byteOffset });
    return this.#scanner;
  }

  #readHeader(row: FoundRow): void {
    if (this.#hasSeparatorLine) {
      this.#hasSeparatorLine = false;
      return;
    }
    const { line, byteOffset } = row;
    if (row.flaw !== undefined) {
      const { message } = describe(row, []);
      throw new PipelineError("format-error", `Cannot read the header. ${message}`, { line, byteOffset });
    }
    const labels = Array.from({ length: row.count }, (_, index) => detached(row.text(index)));
    const names = namesOf(labels, this.#options.aliases);
    const { plan } = this.#options;
    const writer = plan === undefined ? undefined : RowWriter.of(plan, names);
    this.#header = { labels, names, build: rowBuilder(names), writer };
  }

  #read(row: FoundRow, header: Header): Read {
    this.#ordinal++;
    const isSound = row.flaw === undefined && row.count === header.labels.length && row.byteLength > 0;
    if (!isSound) return this.#reject(row, describe(row, header.labels));
    if (!row.source.isSound) {
      const broken = firstBrokenByte(row.source.bytes.subarray(row.start, row.end));
      if (broken >= 0) return this.#reject(row, this.#describeBrokenByte(row, broken, header));
    }
    const { shift } = this.#options;
    const written = header.writer?.write(row);
    if (written === undefined) return new CsvRecord(row, header.build(row), { ordinal: this.#ordinal, shift });
    return new WrittenRecord(row, written, { ordinal: this.#ordinal, shift, valueOf: this.#valueOf });
  }

  /** `index` is that of the byte in the row. */
  #describeBrokenByte(row: FoundRow, index: number, { labels }: Header): Reason {
    const at = row.start + index;
    const byte = (row.source.bytes[at] ?? 0).toString(16);
    const offset = row.byteOffset + index + this.#options.shift.bytes;
    const cell = row.ends.subarray(0, row.count).findIndex((end) => at < end);
    return {
      code: "encoding-error",
      field: labels[cell],
      message: `Byte 0x${byte} at offset ${offset} is not valid UTF-8`,
    };
  }

  /** The record of a row that was found before. */
  readonly #valueOf = (source: RowSource, start: number, end: number): unknown => {
    const scanner = new RowScanner({
      delimiter: this.#delimiter ?? ",",
      bytesMax: Number.POSITIVE_INFINITY,
      byteOffset: 0,
    });
    scanner.add({ bytes: source.bytes.subarray(start, end), isSound: source.isSound, width: "utf-8" }, true);
    scanner.next();
    return this.#header?.build(scanner.row);
  };

  #reject(row: FoundRow, reason: Reason): Rejected {
    const { shift } = this.#options;
    return {
      kind: "rejected",
      ...reason,
      ordinal: this.#ordinal,
      line: row.line + shift.lines,
      byteOffset: row.byteOffset + shift.bytes,
      byteLength: row.byteLength,
      raw: row.source.text(row.start, row.end),
    };
  }
}

interface Reason {
  readonly code: RejectCode;
  readonly field: string | undefined;
  readonly message: string;
}

/** Messages name columns and counts, never what is in a cell. */
function describe(row: FoundRow, labels: readonly string[]): Reason {
  const { flaw, count } = row;
  if (flaw !== undefined) return { code: flaw.code, field: labels[flaw.cell - 1], message: flawMessages[flaw.code] };
  if (row.byteLength === 0) return { code: "blank-row", field: undefined, message: "The row is blank" };
  const counts = `expected ${labels.length} cells, found ${count}`;
  return count < labels.length
    ? { code: "missing-cell", field: labels[count], message: `The row is too short: ${counts}` }
    : { code: "extra-cell", field: undefined, message: `The row is too long: ${counts}` };
}

const flawMessages = {
  "unclosed-quote": "A quote is opened and not closed within the longest record allowed",
  "stray-quote": "A cell has a quote in it but is not quoted as a whole with its quotes doubled",
  "record-too-large": "The row is longer than the longest record allowed",
};
