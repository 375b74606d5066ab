import { ByteCursor } from "../bytes/byte-cursor.ts";
import { type CharWidth, type TextBlock, widerOf } from "../bytes/text-block.ts";
import { detached, rejectedRawCharsMax } from "../record.ts";
import type { Delimiter } from "./dialect.ts";

/** One row, or, where it has a flaw, its first line: after a flaw the scanner goes on with the next line. */
export interface Row {
  readonly cells: readonly string[];
  readonly flaw: RowFlaw | undefined;
  readonly line: number;
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly raw: string;
}

export interface RowFlaw {
  readonly code: "unclosed-quote" | "stray-quote" | "record-too-large";
  /** The number of the cell, from 1; 0 where the whole row is at fault. */
  readonly cell: number;
}

interface Oversized {
  readonly line: number;
  readonly byteOffset: number;
  readonly raw: string;
}

const quoteCode = 34;
const crCode = 13;
const lfCode = 10;
/** What `#readCell` returns instead of an index: no end in sight, or, below that, the index of a quote that should not be there. */
const unfinished = -1;
const strayIndex = (index: number): number => -2 - index;
const noCells: readonly string[] = [];

/**
 * Cuts text into rows and cells by RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180), strictly, with CRLF, LF and CR as line breaks.
 * A row without quotes is found and split by the engine's own `indexOf` and `split`, which is what makes it fast; only rows with
 * quotes are looked at cell by cell.
 */
export class RowScanner {
  readonly #delimiter: Delimiter;
  readonly #charsMax: number;
  readonly #cursor: ByteCursor;
  #text = "";
  #width: CharWidth = "one";
  #isLast: boolean = false;
  #at = 0;
  #line = 1;
  /** The next quote, line feed and carriage return at or after the place they were last asked for; -1: not looked for yet. */
  #quote = -1;
  #lf = -1;
  #cr = -1;
  #hasDoubledQuotes: boolean = false;
  #breaksInside = 0;
  #oversized: Oversized | undefined;

  constructor(options: { readonly delimiter: Delimiter; readonly charsMax: number; readonly byteOffset: number }) {
    this.#delimiter = options.delimiter;
    this.#charsMax = options.charsMax;
    this.#cursor = new ByteCursor(options.byteOffset);
  }

  add(block: TextBlock, isLast: boolean): void {
    this.#width = this.#at < this.#text.length ? widerOf(this.#width, block.width) : block.width;
    const text = this.#text.slice(this.#at) + block.text;
    this.#cursor.replace(text, this.#width, this.#at);
    this.#text = text;
    this.#isLast = isLast;
    this.#moveTo(0);
  }

  /** The next row; undefined where the text so far does not hold all of it. */
  next(): Row | undefined {
    const start = this.#at;
    if (this.#oversized !== undefined) return this.#restOfOversized(this.#oversized);
    if (start >= this.#text.length) return undefined;
    const lineEnd = this.#lineEndFrom(start);
    if (this.#quoteFrom(start) < lineEnd) return this.#quotedRow(start, lineEnd);
    if (this.#needsMore(lineEnd)) return this.#wait(start, lineEnd, 0);
    if (lineEnd - start > this.#charsMax) return this.#flawed(start, lineEnd, { code: "record-too-large", cell: 0 });
    return this.#take(start, lineEnd, this.#text.slice(start, lineEnd).split(this.#delimiter), 1);
  }

  #quotedRow(start: number, firstLineEnd: number): Row | undefined {
    const text = this.#text;
    const cells: string[] = [];
    this.#breaksInside = 0;
    let at = start;
    for (;;) {
      const end = this.#readCell(at, cells);
      if (end === unfinished) return this.#wait(start, firstLineEnd, cells.length + 1);
      if (end < unfinished) return this.#strayQuote(start, firstLineEnd, strayIndex(end), cells.length);
      at = end;
      if (at === text.length || text[at] !== this.#delimiter) break;
      at++;
    }
    if (this.#needsMore(at)) return this.#wait(start, firstLineEnd, 0);
    if (at - start > this.#charsMax) return this.#overLimit(start, firstLineEnd, 0);
    return this.#take(start, at, cells, 1 + this.#breaksInside);
  }

  /** Adds the cell at `at` to `cells`. The index behind it, `unfinished`, or, less than that, where a stray quote is. */
  #readCell(at: number, cells: string[]): number {
    const text = this.#text;
    if (text.charCodeAt(at) !== quoteCode) {
      const end = this.#cellEndFrom(at);
      cells.push(text.slice(at, end));
      return this.#quoteFrom(at) < end ? strayIndex(this.#quote) : end;
    }
    const close = this.#closingQuoteFrom(at + 1);
    if (close < 0) return unfinished;
    if (close === text.length - 1 && !this.#isLast) return unfinished;
    const cell = text.slice(at + 1, close);
    cells.push(this.#hasDoubledQuotes ? cell.replaceAll('""', '"') : cell);
    this.#breaksInside += this.#lineBreaksBefore(close, at);
    return this.#endsCell(close + 1) ? close + 1 : strayIndex(close + 1);
  }

  #take(start: number, end: number, cells: readonly string[], lines: number): Row {
    const byteOffset = this.#cursor.offsetAt(start);
    const byteLength = this.#cursor.offsetAt(end) - byteOffset;
    const line = this.#line;
    this.#line += lines;
    this.#at = this.#afterBreak(end);
    return { cells, flaw: undefined, line, byteOffset, byteLength, raw: this.#text.slice(start, end) };
  }

  #flawed(start: number, end: number, flaw: RowFlaw): Row {
    const row = this.#take(start, end, noCells, 1);
    this.#moveTo(this.#at);
    return { ...row, flaw, raw: detached(row.raw.slice(0, rejectedRawCharsMax)) };
  }

  /** A row that goes wrong behind its limit has most likely lost a quote on its first line, however it then goes on. */
  #strayQuote(start: number, firstLineEnd: number, at: number, cell: number): Row {
    if (at - start > this.#charsMax) return this.#overLimit(start, firstLineEnd, cell);
    return this.#flawed(start, firstLineEnd, { code: "stray-quote", cell });
  }

  #overLimit(start: number, firstLineEnd: number, cell: number): Row {
    const code = firstLineEnd - start > this.#charsMax ? "record-too-large" : "unclosed-quote";
    return this.#flawed(start, firstLineEnd, { code, cell });
  }

  /** The row is not complete: wait for more text, unless there is none to come or the row has passed its limit. */
  #wait(start: number, firstLineEnd: number, cell: number): Row | undefined {
    if (this.#isLast) return this.#overLimit(start, firstLineEnd, cell);
    // A row of exactly the limit may still be followed by half a line break.
    if (this.#text.length - start < this.#charsMax + 2) return undefined;
    if (firstLineEnd < this.#text.length - 1) return this.#overLimit(start, firstLineEnd, cell);
    this.#moveTo(start);
    const raw = detached(this.#text.slice(start, start + rejectedRawCharsMax));
    this.#oversized = { line: this.#line, byteOffset: this.#cursor.offsetAt(start), raw };
    return this.#restOfOversized(this.#oversized);
  }

  #restOfOversized(oversized: Oversized): Row | undefined {
    const end = this.#lineEndFrom(this.#at);
    if (this.#needsMore(end)) {
      this.#at = end;
      return undefined;
    }
    this.#oversized = undefined;
    const row = this.#flawed(this.#at, end, { code: "record-too-large", cell: 0 });
    const byteLength = row.byteOffset + row.byteLength - oversized.byteOffset;
    return { ...row, ...oversized, byteLength };
  }

  /** Whether what is at `end` may turn out differently with more text: the text ends, or a CR that an LF may follow. */
  #needsMore(end: number): boolean {
    if (this.#isLast || end < this.#text.length - 1) return false;
    return end >= this.#text.length || this.#text.charCodeAt(end) === crCode;
  }

  #endsCell(at: number): boolean {
    const code = this.#text.charCodeAt(at);
    return at >= this.#text.length || code === lfCode || code === crCode || this.#text[at] === this.#delimiter;
  }

  #afterBreak(end: number): number {
    return this.#text.charCodeAt(end) === crCode && this.#text.charCodeAt(end + 1) === lfCode ? end + 2 : end + 1;
  }

  /** The index of the quote that ends a quoted cell, or -1; notes whether there were doubled ones before it. */
  #closingQuoteFrom(from: number): number {
    const text = this.#text;
    let at = text.indexOf('"', from);
    this.#hasDoubledQuotes = false;
    while (at >= 0 && text.charCodeAt(at + 1) === quoteCode) {
      this.#hasDoubledQuotes = true;
      at = text.indexOf('"', at + 2);
    }
    return at;
  }

  #cellEndFrom(at: number): number {
    const delimiter = this.#text.indexOf(this.#delimiter, at);
    const lineEnd = this.#lineEndFrom(at);
    return delimiter < 0 || delimiter > lineEnd ? lineEnd : delimiter;
  }

  #lineBreaksBefore(end: number, from: number): number {
    let breaks = 0;
    for (let at = this.#lineEndFrom(from); at < end; at = this.#lineEndFrom(this.#afterBreak(at))) breaks++;
    return breaks;
  }

  /** The first line break at or after `from`, the end of the text if there is none. Must not be asked to go back. */
  #lineEndFrom(from: number): number {
    if (this.#lf < from) this.#lf = this.#indexOf("\n", from);
    if (this.#cr < from) this.#cr = this.#indexOf("\r", from);
    return Math.min(this.#lf, this.#cr);
  }

  #quoteFrom(from: number): number {
    if (this.#quote < from) this.#quote = this.#indexOf('"', from);
    return this.#quote;
  }

  #indexOf(char: string, from: number): number {
    const index = this.#text.indexOf(char, from);
    return index < 0 ? this.#text.length : index;
  }

  /** Goes on at `at`, which may lie before what was already looked at. */
  #moveTo(at: number): void {
    this.#at = at;
    this.#quote = -1;
    this.#lf = -1;
    this.#cr = -1;
  }
}
