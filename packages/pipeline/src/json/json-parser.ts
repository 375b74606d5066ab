import { PipelineError } from "../pipeline-error.ts";
import type { FieldSources, FileFacts, RecordParser, Shift } from "../reader.ts";
import { type Read, rejectedRawCharsMax } from "../record.ts";
import { utf8MarkBytes } from "./byte-order-mark.ts";
import type { JsonPath } from "./json-path.ts";
import { JsonRecords } from "./json-record.ts";
import { depthMax, ValueScanner } from "./value-scanner.ts";

export interface JsonParserOptions {
  /** Undefined: the members of an array, or a document that is one record. */
  readonly path: JsonPath | undefined;
  readonly fields: FieldSources;
  readonly recordSizeMax: number;
  readonly shift: Shift;
}

/** What the parser expects next, in the frame around the records. */
type Expected = "value" | "first-member" | "member" | "colon" | "first-item" | "item" | "after" | "nothing";

/** What becomes of the value that is being scanned. */
type Use = "record" | "key" | "skip";

interface Frame {
  readonly kind: "object" | "array";
  /** How many names of the path lead to it. */
  readonly depth: number;
}

const nothing: Buffer = Buffer.alloc(0);
const comma = 0x2c;
const colon = 0x3a;
const closeBracket = 0x5d;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const openBrace = 0x7b;
const quote = 0x22;
const lineFeed = 0x0a;

/**
 * Walks the frame of a document, which is small, token by token and checks it; each value on the way, a record or what is beside
 * the path, is cut out by its brackets and given to JSON.parse, which is many times faster than any parser in JavaScript.
 */
export class JsonParser implements RecordParser {
  readonly facts: FileFacts = { format: "json", encoding: "utf-8" };
  readonly #options: JsonParserOptions;
  readonly #records: JsonRecords;
  readonly #scanner = new ValueScanner();
  readonly #frames: Frame[] = [];
  #expected: Expected = "value";
  #use: Use | undefined;
  #key = "";
  #hasFoundPath: boolean = false;
  #hasBegun: boolean = false;
  #bytes = nothing;
  #at = 0;
  /** The offset in the file of the first of `#bytes`. */
  #offset = 0;
  #line = 1;
  /** How many bytes of the value being scanned were let go, because it is too large to hold. */
  #dropped = 0;
  #reads: Read[] = [];

  constructor(options: JsonParserOptions) {
    this.#options = options;
    this.#records = new JsonRecords(options.fields, options.shift);
  }

  maskRaw(raw: string, fields: readonly string[]): string {
    return this.#records.maskRaw(raw, fields);
  }

  write(block: Buffer): readonly Read[] {
    const kept = this.#bytes.subarray(this.#at);
    this.#offset += this.#at;
    this.#bytes = kept.length === 0 ? block : Buffer.concat([kept, block]);
    this.#at = this.#hasBegun ? 0 : utf8MarkBytes(block);
    this.#hasBegun = true;
    this.#reads = [];
    let scanned = kept.length;
    while (this.#use === undefined ? this.#token() : this.#value(scanned)) scanned = this.#at;
    return this.#reads;
  }

  end(): readonly Read[] {
    // A number or a word at the end of the file has nothing behind it that ends it.
    const reads = this.#use === undefined ? [] : this.write(Buffer.from("\n"));
    if (this.#use !== undefined) throw this.#broken(`the file ends inside a value that begins here`);
    if (this.#expected !== "nothing") throw this.#broken("the file ends too early");
    if (!this.#hasFoundPath) throw this.#broken(`there is nothing at ${pathText(this.#options.path)}`);
    return reads;
  }

  /** Reads one token of the frame; false where the bytes end first. */
  #token(): boolean {
    const bytes = this.#bytes;
    while (this.#at < bytes.length) {
      const byte = bytes[this.#at] ?? 0;
      if (byte === lineFeed) this.#line++;
      else if (byte !== 0x20 && byte !== 0x0d && byte !== 0x09) {
        this.#accept(byte);
        return true;
      }
      this.#at++;
    }
    return false;
  }

  #accept(byte: number): void {
    const expected = this.#expected;
    if (expected === "nothing") throw this.#broken("there is more after the end of the document");
    const mayClose = expected === "first-item" || expected === "first-member" || expected === "after";
    if (mayClose && byte === this.#closer) this.#leave();
    else if (expected === "value" || expected === "item" || expected === "first-item") this.#beginValue(byte);
    else if (expected === "member" || expected === "first-member") this.#beginKey(byte);
    else if (expected === "colon") this.#separator(byte, colon, "there is no colon after a name");
    else this.#separator(byte, comma, "there is no comma between two values");
  }

  #separator(byte: number, wanted: number, otherwise: string): void {
    if (byte !== wanted) throw this.#broken(otherwise);
    this.#at++;
    this.#expected = wanted === colon ? "value" : this.#frame?.kind === "array" ? "item" : "member";
  }

  /** Goes into the value if the path leads there, else has it scanned. */
  #beginValue(byte: number): void {
    if (byte === comma || byte === colon || byte === closeBrace || byte === closeBracket) {
      throw this.#broken("a value is missing");
    }
    const depth = this.#depthHere();
    const names = this.#options.path?.names ?? [];
    if (depth === names.length && this.#hasItems(byte)) {
      if (byte !== openBracket) throw this.#broken(`there is no array at ${pathText(this.#options.path)}`);
      this.#hasFoundPath = true;
      this.#enter({ kind: "array", depth });
    } else if (depth >= 0 && depth < names.length && byte === openBrace) {
      this.#enter({ kind: "object", depth });
    } else {
      const isRecord = this.#frame?.kind === "array" || depth === names.length;
      this.#hasFoundPath ||= isRecord;
      this.#beginScan(isRecord ? "record" : "skip");
    }
  }

  /** How many names of the path lead to the value that is about to begin; -1 where it is beside the path. */
  #depthHere(): number {
    const frame = this.#frame;
    if (frame === undefined) return 0;
    if (frame.kind === "array") return -1;
    return this.#options.path?.names[frame.depth] === this.#key ? frame.depth + 1 : -1;
  }

  #hasItems(byte: number): boolean {
    return this.#options.path === undefined ? byte === openBracket : this.#options.path.hasItems;
  }

  #beginKey(byte: number): void {
    if (byte !== quote) throw this.#broken("there is no name in quotes");
    this.#beginScan("key");
  }

  #beginScan(use: Use): void {
    this.#use = use;
    this.#scanner.reset();
  }

  #enter(frame: Frame): void {
    this.#frames.push(frame);
    this.#at++;
    this.#expected = frame.kind === "array" ? "first-item" : "first-member";
  }

  #leave(): void {
    this.#frames.pop();
    this.#at++;
    this.#expected = this.#frame === undefined ? "nothing" : "after";
  }

  /** Scans on from `from`; false where the value does not end in these bytes. */
  #value(from: number): boolean {
    const end = this.#scanner.scan(this.#bytes, from);
    if (end < 0) {
      this.#refuseFault();
      this.#dropOversized();
      return false;
    }
    this.#endValue(end);
    this.#line += this.#scanner.lineFeeds;
    this.#at = end;
    this.#dropped = 0;
    this.#use = undefined;
    return true;
  }

  #endValue(end: number): void {
    const start = this.#at;
    const byteLength = end - start + this.#dropped;
    const place = { line: this.#line, byteOffset: this.#offset + start - this.#dropped };
    const isTooLarge = byteLength > this.#options.recordSizeMax;
    if (this.#use === "record" && isTooLarge) {
      const message = `The record is longer than the ${this.#options.recordSizeMax} bytes allowed`;
      const bytes = this.#bytes.subarray(start, end);
      this.#reads.push(this.#records.reject("record-too-large", message, { ...place, bytes, byteLength }));
    } else if (this.#use === "record") this.#reads.push(this.#records.read(this.#bytes, { start, end }, place));
    else if (!isTooLarge) this.#endFrameValue(this.#bytes.subarray(start, end));
    else if (this.#use === "key") throw this.#broken("a name is longer than a record may be");
    this.#expected = this.#use === "key" ? "colon" : this.#frame === undefined ? "nothing" : "after";
  }

  /** What is beside the path is not used, but it shows whether the document is sound. */
  #endFrameValue(bytes: Buffer): void {
    try {
      const value: unknown = JSON.parse(bytes.toString("utf8"));
      if (this.#use === "key") this.#key = String(value);
    } catch {
      throw this.#broken("what begins here is not JSON");
    }
  }

  /** Of a value that is too large only the beginning is held; where it ends can be seen without the rest. */
  #dropOversized(): void {
    const held = this.#bytes.length - this.#at;
    if (held <= this.#options.recordSizeMax) return;
    const beginning = Buffer.from(this.#bytes.subarray(this.#at, this.#at + rejectedRawCharsMax));
    this.#dropped += held - beginning.length;
    this.#offset += this.#at + held - beginning.length;
    this.#bytes = beginning;
    this.#at = 0;
  }

  #refuseFault(): void {
    const { fault } = this.#scanner;
    if (fault === undefined) return;
    this.#at = fault.index;
    this.#line += this.#scanner.lineFeeds;
    throw this.#broken(
      fault.what === "mismatch"
        ? "a bracket closes what was not opened"
        : `it is nested more than ${depthMax} levels deep`,
    );
  }

  get #frame(): Frame | undefined {
    return this.#frames.at(-1);
  }

  get #closer(): number {
    return this.#frame?.kind === "array" ? closeBracket : closeBrace;
  }

  #broken(why: string): PipelineError {
    const byteOffset = this.#offset + this.#at;
    return new PipelineError("format-error", `Cannot read on from line ${this.#line}, byte ${byteOffset}: ${why}`, {
      line: this.#line,
      byteOffset,
    });
  }
}

const pathText = (path: JsonPath | undefined): string =>
  `$${(path?.names ?? []).map((name) => `.${name}`).join("")}${path?.hasItems === true ? "[*]" : ""}`;
