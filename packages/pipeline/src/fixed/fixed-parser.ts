import { Decoder, type EncodingChoice } from "../bytes/decoder.ts";
import { brokenByteIndex } from "../bytes/text-block.ts";
import { PipelineError } from "../pipeline-error.ts";
import { shapeOf } from "../protect/shape.ts";
import type { FileFacts, RecordParser, Shift } from "../reader.ts";
import { type Read, type RejectCode, rejectedRawCharsMax } from "../record.ts";

export interface FixedColumn {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export interface FixedParserOptions {
  readonly columns: readonly FixedColumn[];
  readonly skipLines: number;
  readonly encoding: EncodingChoice;
  readonly recordSizeMax: number;
  readonly shift: Shift;
}

const lineFeed = 10;
const nothing: Buffer = Buffer.alloc(0);

/** Cuts lines by their bytes, so that every offset is exact, and each of them by its characters. */
export class FixedParser implements RecordParser {
  readonly #options: FixedParserOptions;
  readonly #decoder: Decoder;
  /** A line that ends before this is too short for its last column that is not blank. */
  readonly #length: number;
  #rest = nothing;
  #restBytes = 0;
  #offset = 0;
  #line = 0;
  #ordinal: number;

  constructor(options: FixedParserOptions) {
    this.#options = options;
    this.#ordinal = options.shift.records;
    this.#decoder = new Decoder(options.encoding);
    this.#length = Math.max(...options.columns.map(({ start }) => start + 1));
  }

  get facts(): FileFacts {
    return { format: "fixed", encoding: this.#decoder.encoding };
  }

  maskRaw(raw: string, fields: readonly string[]): string {
    let masked = raw;
    for (const { name, start, end } of this.#options.columns) {
      if (!fields.includes(name)) continue;
      masked = masked.slice(0, start) + shapeOf(masked.slice(start, end)) + masked.slice(end);
    }
    return masked;
  }

  write(block: Buffer): readonly Read[] {
    const reads: Read[] = [];
    let start = 0;
    for (let end = block.indexOf(lineFeed); end >= 0; end = block.indexOf(lineFeed, start)) {
      this.#endLine(block.subarray(start, end), reads);
      start = end + 1;
    }
    const tail = block.subarray(start);
    const isTooLong = this.#restBytes + tail.length > this.#options.recordSizeMax;
    // Of a line that is too long only the beginning is held.
    if (!isTooLong) this.#rest = Buffer.concat([this.#rest, tail]);
    else if (this.#rest.length < rejectedRawCharsMax) {
      this.#rest = Buffer.concat([this.#rest, tail.subarray(0, rejectedRawCharsMax)]);
    }
    this.#restBytes += tail.length;
    return reads;
  }

  end(): readonly Read[] {
    const reads: Read[] = [];
    if (this.#restBytes > 0) this.#endLine(nothing, reads);
    return reads;
  }

  #endLine(tail: Buffer, reads: Read[]): void {
    const bytes = this.#rest.length === 0 ? tail : Buffer.concat([this.#rest, tail]);
    const lineBytes = this.#restBytes + tail.length;
    const text = this.#decoder.decode(bytes).text + this.#decoder.end().text;
    if (this.#decoder.encoding.startsWith("utf-16")) {
      throw new PipelineError("encoding-error", "Cannot read lines of UTF-16: expected UTF-8 or windows-1252");
    }
    const markBytes = this.#line === 0 ? this.#decoder.markBytes : 0;
    const byteOffset = this.#offset + markBytes;
    const hasReturn = text.endsWith("\r");
    const raw = hasReturn ? text.slice(0, -1) : text;
    this.#rest = nothing;
    this.#restBytes = 0;
    this.#offset += lineBytes + 1;
    this.#line++;
    if (this.#line <= this.#options.skipLines) return;
    const { shift } = this.#options;
    const byteLength = lineBytes - markBytes - (hasReturn ? 1 : 0);
    const place = { line: this.#line + shift.lines, byteOffset: byteOffset + shift.bytes, byteLength };
    reads.push(this.#read(raw, { ...place, ordinal: ++this.#ordinal }));
  }

  #read(raw: string, place: { line: number; byteOffset: number; byteLength: number; ordinal: number }): Read {
    const reject = (code: RejectCode, message: string): Read => ({
      kind: "rejected",
      code,
      field: undefined,
      message,
      ...place,
      raw: raw.slice(0, rejectedRawCharsMax),
    });
    const { columns, recordSizeMax } = this.#options;
    if (place.byteLength > recordSizeMax) {
      return reject("record-too-large", `The line is longer than the ${recordSizeMax} bytes allowed`);
    }
    if (raw.trim() === "") return reject("blank-row", "The line is blank");
    if (brokenByteIndex(raw) >= 0) return reject("encoding-error", "The line has bytes that are not valid UTF-8");
    if (raw.length < this.#length) {
      return reject("missing-cell", `The line has ${raw.length} characters: expected at least ${this.#length}`);
    }
    const values = columns.map(({ name, start, end }) => [name, raw.slice(start, end).trim() || undefined] as const);
    return { kind: "record", value: Object.fromEntries(values), ...place, raw };
  }
}
