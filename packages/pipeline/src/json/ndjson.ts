import {
  type FieldSources,
  type FileFacts,
  noShift,
  type Reader,
  type RecordParser,
  recordSizeMaxDefault,
} from "../reader.ts";
import { type Read, rejectedRawCharsMax } from "../record.ts";
import { utf8MarkBytes } from "./byte-order-mark.ts";
import { type ByteSpan, JsonRecords } from "./json-record.ts";

export interface NdjsonOptions {
  /** Field -> path of its value: `{ email: "customer.email" }`. */
  readonly fields?: FieldSources;
  /** A record of more bytes is rejected; a mebibyte unless told otherwise. */
  readonly recordSizeMax?: number;
}

/** Files with a JSON value on every line (https://github.com/ndjson/ndjson-spec). Lines without one are passed over. */
export function ndjson(options: NdjsonOptions = {}): Reader {
  const { fields = {}, recordSizeMax = recordSizeMaxDefault } = options;
  return {
    format: "ndjson",
    fields,
    open: (known) => new NdjsonParser(new JsonRecords(fields, known?.shift ?? noShift), recordSizeMax),
  };
}

const lineFeed = 10;
const carriageReturn = 13;
const nothing: Buffer = Buffer.alloc(0);

class NdjsonParser implements RecordParser {
  readonly facts: FileFacts = { format: "ndjson", encoding: "utf-8" };
  readonly #records: JsonRecords;
  readonly #recordSizeMax: number;
  /** A line whose end is still to come; of one that is too long only the beginning. */
  #rest = nothing;
  #restBytes = 0;
  #offset = 0;
  #lineNumber = 1;
  #hasBegun: boolean = false;

  constructor(records: JsonRecords, recordSizeMax: number) {
    this.#records = records;
    this.#recordSizeMax = recordSizeMax;
  }

  maskRaw(raw: string, fields: readonly string[]): string {
    return this.#records.maskRaw(raw, fields);
  }

  write(block: Buffer): readonly Read[] {
    const reads: Read[] = [];
    let start = this.#hasBegun ? 0 : this.#begin(block);
    for (let end = block.indexOf(lineFeed, start); end >= 0; end = block.indexOf(lineFeed, start)) {
      if (this.#restBytes === 0) this.#line(block, { start, end }, reads);
      else this.#endRest(block.subarray(start, end), reads);
      start = end + 1;
    }
    this.#keep(block.subarray(start));
    return reads;
  }

  end(): readonly Read[] {
    const reads: Read[] = [];
    this.#endRest(nothing, reads);
    return reads;
  }

  #begin(block: Buffer): number {
    this.#hasBegun = true;
    this.#offset = utf8MarkBytes(block);
    return this.#offset;
  }

  /** Reads a line that is whole in `bytes`; `length` is that of all of it where only its beginning is held. */
  #line(bytes: Buffer, { start, end }: ByteSpan, reads: Read[], length = end - start): void {
    const place = { line: this.#lineNumber, byteOffset: this.#offset };
    if (length > this.#recordSizeMax) {
      const message = `The line is longer than the ${this.#recordSizeMax} bytes allowed`;
      const beginning = bytes.subarray(start, end);
      reads.push(this.#records.reject("record-too-large", message, { ...place, bytes: beginning, byteLength: length }));
    } else if (!isBlank(bytes, start, end)) {
      const behind = bytes[end - 1] === carriageReturn ? end - 1 : end;
      reads.push(this.#records.read(bytes, { start, end: behind }, place));
    }
    this.#offset += length + 1;
    this.#lineNumber++;
  }

  #endRest(tail: Buffer, reads: Read[]): void {
    const length = this.#restBytes + tail.length;
    const bytes = this.#rest.length === 0 ? tail : Buffer.concat([this.#rest, tail]);
    this.#rest = nothing;
    this.#restBytes = 0;
    this.#line(bytes, { start: 0, end: bytes.length }, reads, length);
  }

  #keep(tail: Buffer): void {
    this.#restBytes += tail.length;
    const isTooLong = this.#restBytes > this.#recordSizeMax;
    const bytes = this.#rest.length === 0 ? tail : Buffer.concat([this.#rest, tail]);
    this.#rest = isTooLong ? Buffer.from(bytes.subarray(0, rejectedRawCharsMax)) : bytes;
  }
}

function isBlank(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x09 && byte !== carriageReturn && byte !== 0x0b && byte !== 0x0c) return false;
  }
  return true;
}
