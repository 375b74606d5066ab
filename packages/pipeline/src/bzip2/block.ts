import type { BitReader } from "./bit-reader.ts";
import { HuffmanCode, readLengths } from "./huffman.ts";

const groupSize = 50;

/** What a block says once its codes are read: the last column of its sorted rotations, and which rotation is the text. */
interface Sorted {
  readonly column: Uint8Array;
  readonly size: number;
  readonly first: number;
}

/** Reads a block behind its signature and its sum. @see https://github.com/dsnet/compress/blob/master/doc/bzip2-format.pdf */
export function readBlock(bits: BitReader, sizeMax: number): Uint8Array {
  if (bits.read(1) === 1) throw new Error("the block is of a kind that nothing writes since 1996");
  const first = bits.read(24);
  const used = readUsed(bits);
  const column = new Uint8Array(sizeMax);
  const size = readColumn(bits, used, column);
  if (first >= size) throw new Error("a block begins outside of itself");
  return withoutRuns(textOf({ column, size, first }));
}

/** The bytes that are in the block, in order: sixteen bits for the sixteens of them, sixteen for each of those. */
function readUsed(bits: BitReader): number[] {
  const used: number[] = [];
  const sixteens = bits.read(16);
  for (let high = 0; high < 16; high++) {
    if (((sixteens >> (15 - high)) & 1) === 0) continue;
    const found = bits.read(16);
    for (let low = 0; low < 16; low++) if (((found >> (15 - low)) & 1) === 1) used.push(high * 16 + low);
  }
  if (used.length === 0) throw new Error("a block has no bytes");
  return used;
}

interface Codes {
  readonly codes: readonly HuffmanCode[];
  /** Which of them is for each fifty symbols. */
  readonly selectors: Uint8Array;
}

function readCodes(bits: BitReader, symbols: number): Codes {
  const groups = bits.read(3);
  const selectors = new Uint8Array(bits.read(15));
  if (groups < 2 || groups > 6 || selectors.length === 0) throw new Error("a block has no codes");
  const order = Array.from({ length: groups }, (_, group) => group);
  for (let index = 0; index < selectors.length; index++) {
    let place = 0;
    while (bits.read(1) === 1) if (++place >= groups) throw new Error("a code is not there");
    const [group = 0] = order.splice(place, 1);
    order.unshift(group);
    selectors[index] = group;
  }
  const codes = Array.from({ length: groups }, () => new HuffmanCode(readLengths(bits, symbols)));
  return { codes, selectors };
}

/** Fills the column and answers how much of it. Symbols 0 and 1 count repetitions, the others say which byte was moved to the front. */
function readColumn(bits: BitReader, recent: number[], column: Uint8Array): number {
  const end = recent.length + 1;
  const { codes, selectors } = readCodes(bits, recent.length + 2);
  const made = new Column(column);
  for (let index = 0; ; index++) {
    const symbol = codes[selectors[Math.floor(index / groupSize)] ?? 0]?.read(bits) ?? end;
    if (symbol <= 1) {
      made.repeat(symbol, recent[0] ?? 0);
      continue;
    }
    if (symbol === end) return made.size;
    const [byte = 0] = recent.splice(symbol - 1, 1);
    recent.unshift(byte);
    made.add(byte);
  }
}

/** The column of a block as it grows, never beyond its size. */
class Column {
  readonly #bytes: Uint8Array;
  #size = 0;
  /** What the next digit of a count of repetitions is worth; their base is two, and their digits are 1 and 2. */
  #weight = 1;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get size(): number {
    return this.#size;
  }

  repeat(digit: number, byte: number): void {
    const count = this.#weight << digit;
    this.#weight <<= 1;
    this.#grow(count);
    this.#bytes.fill(byte, this.#size - count, this.#size);
  }

  add(byte: number): void {
    this.#weight = 1;
    this.#grow(1);
    this.#bytes[this.#size - 1] = byte;
  }

  #grow(count: number): void {
    this.#size += count;
    if (this.#size > this.#bytes.length) throw new Error("a block is longer than it may be");
  }
}

/** Undoes the Burrows-Wheeler transform. */
function textOf({ column, size, first }: Sorted): Uint8Array {
  const starts = new Uint32Array(257);
  for (let index = 0; index < size; index++)
    starts[(column[index] ?? 0) + 1] = (starts[(column[index] ?? 0) + 1] ?? 0) + 1;
  for (let byte = 1; byte < starts.length; byte++) starts[byte] = (starts[byte] ?? 0) + (starts[byte - 1] ?? 0);
  const next = new Uint32Array(size);
  for (let index = 0; index < size; index++) {
    const byte = column[index] ?? 0;
    const place = starts[byte] ?? 0;
    next[place] = index;
    starts[byte] = place + 1;
  }
  const text = new Uint8Array(size);
  let at = next[first] ?? 0;
  for (let index = 0; index < size; index++) {
    text[index] = column[at] ?? 0;
    at = next[at] ?? 0;
  }
  return text;
}

/** Behind four bytes that are alike, one says how many more of them there are. */
function withoutRuns(text: Uint8Array): Uint8Array {
  let size = 0;
  for (const piece of pieces(text)) size += piece.end - piece.start + piece.more;
  const found = new Uint8Array(size);
  let at = 0;
  for (const { start, end, more } of pieces(text)) {
    found.set(text.subarray(start, end), at);
    at += end - start;
    found.fill(text[end - 1] ?? 0, at, at + more);
    at += more;
  }
  return found;
}

interface Piece {
  readonly start: number;
  readonly end: number;
  /** How often its last byte is repeated. */
  readonly more: number;
}

function* pieces(text: Uint8Array): Generator<Piece> {
  let start = 0;
  let alike = 1;
  for (let index = 1; index < text.length; index++) {
    alike = text[index] === text[index - 1] ? alike + 1 : 1;
    if (alike < 4) continue;
    yield { start, end: index + 1, more: text[index + 1] ?? 0 };
    start = index + 2;
    index = start;
    alike = 1;
  }
  if (start < text.length) yield { start, end: text.length, more: 0 };
}
