import { type FieldSources, type FileFacts, type Reader, type RecordParser, recordSizeMaxDefault } from "../reader.ts";
import { type Read, rejectedRawCharsMax } from "../record.ts";
import { utf8MarkBytes } from "./byte-order-mark.ts";
import { JsonRecords } from "./json-record.ts";

export interface NdjsonOptions {
  /** Field -> path of its value: `{ email: "customer.email" }`. */
  readonly fields?: FieldSources;
  readonly recordSizeMax?: number;
}

/** Files with a JSON value on every line (https://github.com/ndjson/ndjson-spec). Lines without one are passed over. */
export function ndjson(options: NdjsonOptions = {}): Reader {
  const { fields = {}, recordSizeMax = recordSizeMaxDefault } = options;
  return { format: "ndjson", fields, open: () => new NdjsonParser(fields, recordSizeMax) };
}

const lineFeed = 10;
const nothing: Buffer = Buffer.alloc(0);

class NdjsonParser implements RecordParser {
  readonly facts: FileFacts = { format: "ndjson", encoding: "utf-8" };
  readonly #records: JsonRecords;
  readonly #recordSizeMax: number;
  /** A line whose end is still to come; of one that is too long only the beginning. */
  #rest = nothing;
  #restBytes = 0;
  #offset = 0;
  #line = 1;
  #hasBegun: boolean = false;

  constructor(fields: FieldSources, recordSizeMax: number) {
    this.#records = new JsonRecords(fields);
    this.#recordSizeMax = recordSizeMax;
  }

  maskRaw(raw: string, fields: readonly string[]): string {
    return this.#records.maskRaw(raw, fields);
  }

  write(block: Buffer): readonly Read[] {
    const reads: Read[] = [];
    let start = this.#hasBegun ? 0 : this.#begin(block);
    for (let end = block.indexOf(lineFeed, start); end >= 0; end = block.indexOf(lineFeed, start)) {
      this.#endLine(block.subarray(start, end), reads);
      start = end + 1;
    }
    this.#keep(block.subarray(start));
    return reads;
  }

  end(): readonly Read[] {
    const reads: Read[] = [];
    this.#endLine(nothing, reads);
    return reads;
  }

  #begin(block: Buffer): number {
    this.#hasBegun = true;
    this.#offset = utf8MarkBytes(block);
    return this.#offset;
  }

  #endLine(tail: Buffer, reads: Read[]): void {
    const byteLength = this.#restBytes + tail.length;
    const bytes = this.#rest.length === 0 ? tail : Buffer.concat([this.#rest, tail]);
    const place = { line: this.#line, byteOffset: this.#offset };
    if (byteLength > this.#recordSizeMax) {
      const message = `The line is longer than the ${this.#recordSizeMax} bytes allowed`;
      reads.push(this.#records.reject("record-too-large", message, { ...place, bytes, byteLength }));
    } else if (!isBlank(bytes)) {
      reads.push(this.#records.read(withoutReturn(bytes), place));
    }
    this.#rest = nothing;
    this.#restBytes = 0;
    this.#offset += byteLength + 1;
    this.#line++;
  }

  #keep(tail: Buffer): void {
    this.#restBytes += tail.length;
    const isTooLong = this.#restBytes > this.#recordSizeMax;
    const bytes = this.#rest.length === 0 ? tail : Buffer.concat([this.#rest, tail]);
    this.#rest = isTooLong ? Buffer.from(bytes.subarray(0, rejectedRawCharsMax)) : bytes;
  }
}

function isBlank(bytes: Buffer): boolean {
  const first = bytes[0];
  return first === undefined || (first <= 32 && bytes.toString("latin1").trim() === "");
}

const withoutReturn = (bytes: Buffer): Buffer => (bytes[bytes.length - 1] === 13 ? bytes.subarray(0, -1) : bytes);
