import { byteLengthOf, type CharWidth, type TextBlock, widerOf } from "../bytes/text-block.ts";
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
const noCells: readonly string[] = [];

/**
 * Cuts text into rows and cells by RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180), strictly, with CRLF, LF and CR as line breaks.
 * A row without quotes is found and split by the engine's own `indexOf` and `split`, which is what makes it fast; only rows with
 * quotes are looked at cell by cell.
 */
export class RowScanner {
  readonly #delimiter: Delimiter;
  readonly #delimiterCode: number;
  readonly #charsMax: number;
  #text = "";
  #width: CharWidth = "one";
  #isLast: boolean = false;
  #at = 0;
  #line = 1;
  /** The byte offset in the file of the character at `#at`. */
  #offset: number;
  /** The next quote, line feed and carriage return at or after the place they were last asked for; -1: not looked for yet. */
  #quote = -1;
  #lf = -1;
  #cr = -1;
  #hasDoubledQuotes: boolean = false;
  /** The number of the cell whose quote is still open at the end of the row's first line; 0 where there is none. */
  #openCell = 0;
  #oversized: Oversized | undefined;

  constructor(options: { readonly delimiter: Delimiter; readonly charsMax: number; readonly byteOffset: number }) {
    this.#delimiter = options.delimiter;
    this.#delimiterCode = options.delimiter.charCodeAt(0);
    this.#charsMax = options.charsMax;
    this.#offset = options.byteOffset;
  }

  add(block: TextBlock, isLast: boolean): void {
    this.#width = this.#at < this.#text.length ? widerOf(this.#width, block.width) : block.width;
    this.#text = this.#text.slice(this.#at) + block.text;
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
    if (this.#needsMore(lineEnd)) return this.#wait(start, lineEnd);
    if (lineEnd - start > this.#charsMax) return this.#flawed(start, lineEnd, { code: "record-too-large", cell: 0 });
    return this.#take(start, lineEnd, this.#text.slice(start, lineEnd).split(this.#delimiter), 1);
  }

  /** Cells without quotes are split together, up to the next quote and behind the last one; only those with quotes one by one. */
  #quotedRow(start: number, firstLineEnd: number): Row | undefined {
    const cells: string[] = [];
    let lines = 1;
    let at = start;
    this.#openCell = 0;
    for (let quote = this.#quoteFrom(at); quote < this.#lineEndFrom(at); quote = this.#quoteFrom(at)) {
      if (quote > at && this.#readPlainCells(at, quote, cells) < quote) {
        return this.#strayQuote(start, firstLineEnd, quote, cells.length + 1);
      }
      const close = this.#readQuotedCell(quote, cells, firstLineEnd);
      if (close < 0) return this.#wait(start, firstLineEnd);
      lines += this.#lineBreaksBefore(close, quote);
      at = close + 1;
      const behind = this.#text.charCodeAt(at);
      if (behind === this.#delimiterCode) at++;
      else if (this.#isRowEnd(behind)) return this.#endRow({ start, firstLineEnd, end: at, cells, lines });
      else return this.#strayQuote(start, firstLineEnd, at, cells.length);
    }
    const end = this.#lineEndFrom(at);
    const last = this.#readPlainCells(at, end, cells);
    cells.push(this.#text.slice(last, end));
    return this.#endRow({ start, firstLineEnd, end, cells, lines });
  }

  /** Adds the cells that end with a delimiter before `end`; the index behind the last of them. */
  #readPlainCells(from: number, end: number, cells: string[]): number {
    const text = this.#text;
    const delimiter = this.#delimiter;
    let at = from;
    for (let next = text.indexOf(delimiter, at); next >= 0 && next < end; next = text.indexOf(delimiter, at)) {
      cells.push(text.slice(at, next));
      at = next + 1;
    }
    return at;
  }

  /** Adds the cell that begins with the quote at `at`; the index of the quote that ends it, or -1 where the text ends first. */
  #readQuotedCell(at: number, cells: string[], firstLineEnd: number): number {
    const close = this.#closingQuoteFrom(at + 1);
    const isOpen = close < 0 || (close === this.#text.length - 1 && !this.#isLast);
    if (this.#openCell === 0 && (isOpen || close > firstLineEnd)) this.#openCell = cells.length + 1;
    if (isOpen) return -1;
    const cell = this.#text.slice(at + 1, close);
    cells.push(this.#hasDoubledQuotes ? cell.replaceAll('""', '"') : cell);
    return close;
  }

  #endRow(row: {
    readonly start: number;
    readonly firstLineEnd: number;
    readonly end: number;
    readonly cells: readonly string[];
    readonly lines: number;
  }): Row | undefined {
    const { start, firstLineEnd, end } = row;
    if (this.#needsMore(end)) return this.#wait(start, firstLineEnd);
    if (end - start > this.#charsMax) return this.#overLimit(start, firstLineEnd);
    return this.#take(start, end, row.cells, row.lines);
  }

  #take(start: number, end: number, cells: readonly string[], lines: number): Row {
    const raw = this.#text.slice(start, end);
    const byteOffset = this.#offset;
    const byteLength = byteLengthOf(raw, this.#width);
    const line = this.#line;
    this.#at = this.#afterBreak(end);
    this.#offset = byteOffset + byteLength + (this.#at - end) * (this.#width === "two" ? 2 : 1);
    this.#line += lines;
    return { cells, flaw: undefined, line, byteOffset, byteLength, raw };
  }

  #flawed(start: number, end: number, flaw: RowFlaw): Row {
    const row = this.#take(start, end, noCells, 1);
    this.#moveTo(this.#at);
    return { ...row, flaw, raw: flaw.code === "record-too-large" ? this.#beginningOf(start) : detached(row.raw) };
  }

  /** A row that goes wrong behind its limit has most likely lost a quote on its first line, however it then goes on. */
  #strayQuote(start: number, firstLineEnd: number, at: number, cell: number): Row | undefined {
    if (this.#needsMore(firstLineEnd)) return this.#wait(start, firstLineEnd);
    if (Math.max(at, firstLineEnd) - start > this.#charsMax) return this.#overLimit(start, firstLineEnd);
    return this.#flawed(start, firstLineEnd, { code: "stray-quote", cell });
  }

  #overLimit(start: number, firstLineEnd: number): Row {
    const isTooLarge = firstLineEnd - start > this.#charsMax;
    const flaw: RowFlaw = isTooLarge
      ? { code: "record-too-large", cell: 0 }
      : { code: "unclosed-quote", cell: this.#openCell };
    return this.#flawed(start, firstLineEnd, flaw);
  }

  /** The row is not complete: wait for more text, unless there is none to come or the row has passed its limit. */
  #wait(start: number, firstLineEnd: number): Row | undefined {
    if (this.#isLast) return this.#overLimit(start, firstLineEnd);
    // A row of exactly the limit may still be followed by half a line break.
    if (this.#text.length - start < this.#charsMax + 2) return undefined;
    if (firstLineEnd < this.#text.length - 1) return this.#overLimit(start, firstLineEnd);
    this.#moveTo(start);
    this.#oversized = { line: this.#line, byteOffset: this.#offset, raw: this.#beginningOf(start) };
    return this.#restOfOversized(this.#oversized);
  }

  /** As much of a row that is too large as is held in any case, however the file is cut. */
  #beginningOf(start: number): string {
    return detached(this.#text.slice(start, start + Math.min(this.#charsMax, rejectedRawCharsMax)));
  }

  #restOfOversized(oversized: Oversized): Row | undefined {
    const end = this.#lineEndFrom(this.#at);
    if (this.#needsMore(end)) {
      this.#offset += byteLengthOf(this.#text.slice(this.#at, end), this.#width);
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

  #isRowEnd(code: number): boolean {
    return code === lfCode || code === crCode || Number.isNaN(code);
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
