import { Decoder, type EncodingChoice } from "../bytes/decoder.ts";
import { brokenByteBase, brokenByteIndex, byteLengthOf, type TextBlock } from "../bytes/text-block.ts";
import { PipelineError } from "../pipeline-error.ts";
import { shapeOf } from "../protect/shape.ts";
import type { FileFacts, RecordParser } from "../reader.ts";
import { detached, type Read, type RejectCode, type Rejected } from "../record.ts";
import { splitRow } from "./cells.ts";
import { type Delimiter, detectDelimiter } from "./dialect.ts";
import { namesOf, type RowBuilder, rowBuilder } from "./labels.ts";
import { type Row, RowScanner } from "./row-scanner.ts";

export interface CsvParserOptions {
  readonly delimiter: Delimiter | "auto";
  readonly encoding: EncodingChoice;
  readonly recordSizeMax: number;
  /** Label in the file -> name in the record. */
  readonly aliases: ReadonlyMap<string, string>;
}

interface Header {
  readonly labels: readonly string[];
  readonly names: readonly string[];
  readonly build: RowBuilder;
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
  #hasBrokenBytes: boolean = false;
  #ordinal = 0;

  constructor(options: CsvParserOptions) {
    this.#options = options;
    this.#decoder = new Decoder(options.encoding);
  }

  get facts(): FileFacts {
    const { encoding } = this.#decoder;
    return { format: "csv", encoding, delimiter: this.#delimiter, labels: this.#header?.labels };
  }

  write(block: Buffer): readonly Read[] {
    return this.#reads(this.#decoder.decode(block), false);
  }

  end(): readonly Read[] {
    const reads = this.#reads(this.#decoder.end(), true);
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

  #reads(text: TextBlock, isLast: boolean): readonly Read[] {
    const scanner = this.#scanner ?? this.#start(text.text);
    this.#hasBrokenBytes ||= text.width === "broken-utf-8";
    scanner.add(text, isLast);
    const reads: Read[] = [];
    for (let row = scanner.next(); row !== undefined; row = scanner.next()) {
      if (this.#header !== undefined) reads.push(this.#read(row, this.#header));
      else this.#readHeader(row);
    }
    return reads;
  }

  #start(sample: string): RowScanner {
    const separator = separatorLine.exec(sample)?.[1] as Delimiter | undefined;
    const { delimiter, recordSizeMax } = this.#options;
    this.#hasSeparatorLine = separator !== undefined;
    this.#delimiter = delimiter === "auto" ? (separator ?? detectDelimiter(sample)) : delimiter;
    const byteOffset = this.#decoder.markBytes;
    this.#scanner = new RowScanner({ delimiter: this.#delimiter, charsMax: recordSizeMax, byteOffset });
    return this.#scanner;
  }

  #readHeader(row: Row): void {
    if (this.#hasSeparatorLine) {
      this.#hasSeparatorLine = false;
      return;
    }
    const { line, byteOffset } = row;
    if (row.flaw !== undefined) {
      const { message } = describe(row, []);
      throw new PipelineError("format-error", `Cannot read the header. ${message}`, { line, byteOffset });
    }
    const labels = row.cells.map(detached);
    const names = namesOf(labels, this.#options.aliases);
    this.#header = { labels, names, build: rowBuilder(names) };
  }

  #read(row: Row, header: Header): Read {
    this.#ordinal++;
    const sound = row.flaw === undefined && row.cells.length === header.labels.length && row.byteLength > 0;
    if (!sound) return this.#reject(row, describe(row, header.labels));
    if (this.#hasBrokenBytes) {
      const broken = brokenByteIndex(row.raw);
      if (broken >= 0) return this.#reject(row, describeBrokenByte(row, broken, header.labels));
    }
    const { line, byteOffset, byteLength, raw } = row;
    return {
      kind: "record",
      value: header.build(row.cells),
      ordinal: this.#ordinal,
      line,
      byteOffset,
      byteLength,
      raw,
    };
  }

  #reject(row: Row, reason: Reason): Rejected {
    const { line, byteOffset, byteLength } = row;
    return { kind: "rejected", ...reason, ordinal: this.#ordinal, line, byteOffset, byteLength, raw: row.raw };
  }
}

interface Reason {
  readonly code: RejectCode;
  readonly field: string | undefined;
  readonly message: string;
}

/** Messages name columns and counts, never what is in a cell. */
function describe(row: Row, labels: readonly string[]): Reason {
  const { flaw, cells } = row;
  if (flaw !== undefined) return { code: flaw.code, field: labels[flaw.cell - 1], message: flawMessages[flaw.code] };
  if (row.byteLength === 0) return { code: "blank-row", field: undefined, message: "The row is blank" };
  const counts = `expected ${labels.length} cells, found ${cells.length}`;
  return cells.length < labels.length
    ? { code: "missing-cell", field: labels[cells.length], message: `The row is too short: ${counts}` }
    : { code: "extra-cell", field: undefined, message: `The row is too long: ${counts}` };
}

const flawMessages = {
  "unclosed-quote": "A quote is opened and not closed within the longest record allowed",
  "stray-quote": "A cell has a quote in it but is not quoted as a whole with its quotes doubled",
  "record-too-large": "The row is longer than the longest record allowed",
};

function describeBrokenByte(row: Row, index: number, labels: readonly string[]): Reason {
  const cell = row.cells.findIndex((text) => brokenByteIndex(text) >= 0);
  const byte = (row.raw.charCodeAt(index) - brokenByteBase).toString(16);
  const offset = row.byteOffset + byteLengthOf(row.raw.slice(0, index), "broken-utf-8");
  const message = `Byte 0x${byte} at offset ${offset} is not valid UTF-8`;
  return { code: "encoding-error", field: labels[cell], message };
}
