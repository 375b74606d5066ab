import type { Utf8Block } from "../bytes/decoder.ts";
import { byteLengthOf, type CharWidth } from "../bytes/text-block.ts";
import { rejectedRawCharsMax } from "../record.ts";
import type { Delimiter } from "./dialect.ts";
import { cellKinds, FoundRow, type RowFlaw, RowSource } from "./found-row.ts";

const quote = 34;
const carriageReturn = 13;
const lineFeed = 10;
const lineEnd: Buffer = Buffer.from("\n");

/** What a byte means outside of quotes; all others mean nothing, which is 0. */
const marks = { wide: cellKinds.wide, delimiter: 2, quote: 3, lineBreak: 4 } as const;

interface Oversized {
  readonly line: number;
  readonly byteOffset: number;
  readonly source: RowSource;
}

/**
 * Cuts UTF-8 into rows and cells by RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180), strictly, with CRLF, LF and CR as line breaks.
 * Every byte is looked at once, and a cell is no more than where it begins and ends until somebody asks for its text.
 */
export class RowScanner {
  /** The row last found, or, where it has a flaw, its first line: after a flaw the scanner goes on with the next line. */
  readonly row = new FoundRow();
  readonly #marks = new Uint8Array(256);
  readonly #bytesMax: number;
  #source = this.row.source;
  /** With a line feed behind them, so that nobody has to ask at every byte whether it is the last. */
  #bytes: Buffer = this.#source.bytes;
  #length = 0;
  #width: CharWidth = "utf-8";
  #isLast: boolean = false;
  #at = 0;
  #line = 1;
  /** The byte offset in the file of the byte at `#at`. */
  #offset: number;
  /** The number of the cell whose quote is still open at the end of the row's first line; 0 where there is none. */
  #openCell = 0;
  /** Where the row that was looked at ends, or where it goes wrong. */
  #end = 0;
  #lineBreaks = 0;
  /** The beginning of a row that is too large to hold. */
  #oversized: Oversized | undefined;

  constructor(options: { readonly delimiter: Delimiter; readonly bytesMax: number; readonly byteOffset: number }) {
    this.#bytesMax = options.bytesMax;
    this.#offset = options.byteOffset;
    this.#marks.fill(marks.wide, 0x80);
    this.#marks[options.delimiter.charCodeAt(0)] = marks.delimiter;
    this.#marks[quote] = marks.quote;
    this.#marks[lineFeed] = marks.lineBreak;
    this.#marks[carriageReturn] = marks.lineBreak;
  }

  add({ bytes, isSound, width }: Utf8Block, isLast: boolean): void {
    const rest = this.#bytes.subarray(this.#at, this.#length);
    this.#bytes = Buffer.concat([rest, bytes, lineEnd]);
    this.#length = this.#bytes.length - lineEnd.length;
    this.#source = new RowSource(this.#bytes, isSound && (rest.length === 0 || this.#source.isSound));
    this.#width = width;
    this.#isLast = isLast;
    this.#at = 0;
  }

  /** Finds the next row; false where the bytes so far do not hold all of it. */
  next(): boolean {
    const start = this.#at;
    if (this.#oversized !== undefined) return this.#restOfOversized(this.#oversized);
    if (start >= this.#length) return false;
    const found = this.#scan(start);
    const end = this.#end;
    if (found === "stray") return this.#strayQuote(start, end);
    if (found === "open" || this.#needsMore(end)) return this.#wait(start);
    if (end - start > this.#bytesMax) return this.#overLimit(start);
    this.#take(start, end, this.#lineBreaks + 1);
    return true;
  }

  /** Notes the cells of the row at `from`. `stray`: a quote, or what is behind one, stands where it may not; `open`: the last cell has no end. */
  #scan(from: number): "row" | "stray" | "open" {
    const { row } = this;
    const bytes = this.#bytes;
    const marksOf = this.#marks;
    row.count = 0;
    this.#openCell = 0;
    this.#lineBreaks = 0;
    for (let at = from; ; at++) {
      let mark = marksOf[bytes[at] as number] as number;
      if (mark === marks.quote) {
        at = this.#quotedCell(at);
        if (at < 0) return "open";
        mark = marksOf[bytes[at] as number] as number;
      } else {
        const start = at;
        let kind = 0;
        while (mark <= marks.wide) {
          kind |= mark;
          mark = marksOf[bytes[++at] as number] as number;
        }
        row.add(start, at, kind);
      }
      if (mark === marks.delimiter) continue;
      this.#end = at;
      return mark === marks.lineBreak ? "row" : "stray";
    }
  }

  /** Notes the cell that begins with the quote at `open`; the index behind the quote that ends it, or -1 where the bytes end first. */
  #quotedCell(open: number): number {
    const bytes = this.#bytes;
    const length = this.#length;
    let kind = 0;
    for (let at = open + 1; at < length; at++) {
      const byte = bytes[at] as number;
      if (byte === quote) {
        if (bytes[at + 1] !== quote) return this.#closeCell(open, at, kind);
        kind |= cellKinds.doubledQuotes;
        at++;
      } else if (byte >= 0x80) kind |= cellKinds.wide;
      else if (byte === carriageReturn || byte === lineFeed) this.#breakLine(at);
    }
    this.#openCell ||= this.row.count + 1;
    return -1;
  }

  #closeCell(open: number, close: number, kind: number): number {
    // The other half of a doubled quote may be still to come.
    if (close + 1 === this.#length && !this.#isLast) {
      this.#openCell ||= this.row.count + 1;
      return -1;
    }
    this.row.add(open + 1, close, kind);
    return close + 1;
  }

  /** Within quotes. */
  #breakLine(at: number): void {
    this.#openCell ||= this.row.count + 1;
    const isSecondHalf = this.#bytes[at] === lineFeed && this.#bytes[at - 1] === carriageReturn;
    if (!isSecondHalf) this.#lineBreaks++;
  }

  #take(start: number, end: number, lines: number): void {
    const { row } = this;
    row.flaw = undefined;
    row.stand(this.#source, start, end);
    row.line = this.#line;
    row.byteOffset = this.#offset;
    row.byteLength = this.#lengthInFile(start, end);
    this.#at = this.#afterBreak(end);
    this.#offset += row.byteLength + (this.#at - end) * (this.#width === "two" ? 2 : 1);
    this.#line += lines;
  }

  #flawed(start: number, end: number, flaw: RowFlaw): true {
    this.#take(start, end, 1);
    this.row.flaw = flaw;
    if (flaw.code === "record-too-large") {
      const beginning = this.#beginningOf(start);
      this.row.stand(beginning, 0, beginning.bytes.length);
    }
    return true;
  }

  /** A row that goes wrong behind its limit has most likely lost a quote on its first line, however it then goes on. */
  #strayQuote(start: number, at: number): boolean {
    const firstLineEnd = this.#lineEndFrom(start);
    if (this.#needsMore(firstLineEnd)) return this.#wait(start);
    if (Math.max(at, firstLineEnd) - start > this.#bytesMax) return this.#overLimit(start);
    return this.#flawed(start, firstLineEnd, { code: "stray-quote", cell: this.row.count });
  }

  #overLimit(start: number): true {
    const firstLineEnd = this.#lineEndFrom(start);
    const isTooLarge = firstLineEnd - start > this.#bytesMax;
    const flaw: RowFlaw = isTooLarge
      ? { code: "record-too-large", cell: 0 }
      : { code: "unclosed-quote", cell: this.#openCell };
    return this.#flawed(start, firstLineEnd, flaw);
  }

  /** The row is not complete: wait for more bytes, unless there are none to come or the row has passed its limit. */
  #wait(start: number): boolean {
    if (this.#isLast) return this.#overLimit(start);
    // A row of exactly the limit may still be followed by half a line break.
    if (this.#length - start < this.#bytesMax + 2) return false;
    if (this.#lineEndFrom(start) < this.#length - 1) return this.#overLimit(start);
    this.#oversized = { line: this.#line, byteOffset: this.#offset, source: this.#beginningOf(start) };
    return this.#restOfOversized(this.#oversized);
  }

  /** As much of a row that is too large as is held in any case, however the file is cut. */
  #beginningOf(start: number): RowSource {
    let end = start + Math.min(this.#bytesMax, rejectedRawCharsMax);
    // Not half a character.
    while (end > start && ((this.#bytes[end] ?? 0) & 0xc0) === 0x80) end--;
    return new RowSource(Buffer.from(this.#bytes.subarray(start, end)), this.#source.isSound);
  }

  #restOfOversized(oversized: Oversized): boolean {
    const end = this.#lineEndFrom(this.#at);
    if (this.#needsMore(end)) {
      this.#offset += this.#lengthInFile(this.#at, end);
      this.#at = end;
      return false;
    }
    this.#oversized = undefined;
    this.#take(this.#at, end, 1);
    const { row } = this;
    row.flaw = { code: "record-too-large", cell: 0 };
    row.byteLength = row.byteOffset + row.byteLength - oversized.byteOffset;
    row.line = oversized.line;
    row.byteOffset = oversized.byteOffset;
    row.stand(oversized.source, 0, oversized.source.bytes.length);
    return true;
  }

  /** How many bytes of the file some bytes of UTF-8 stand for. */
  #lengthInFile(start: number, end: number): number {
    return this.#width === "utf-8" ? end - start : byteLengthOf(this.#bytes.toString("utf8", start, end), this.#width);
  }

  /** Whether what is at `end` may turn out differently with more bytes: there are none, or a CR that an LF may follow. */
  #needsMore(end: number): boolean {
    if (this.#isLast || end < this.#length - 1) return false;
    return end >= this.#length || this.#bytes[end] === carriageReturn;
  }

  #afterBreak(end: number): number {
    return this.#bytes[end] === carriageReturn && this.#bytes[end + 1] === lineFeed ? end + 2 : end + 1;
  }

  /** The first line break at or after `from`, the end of the bytes if there is none. */
  #lineEndFrom(from: number): number {
    const bytes = this.#bytes;
    let at = from;
    while (at < this.#length && bytes[at] !== lineFeed && bytes[at] !== carriageReturn) at++;
    return at;
  }
}
