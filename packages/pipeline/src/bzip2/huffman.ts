import type { BitReader } from "./bit-reader.ts";

const lengthMax = 20;

/** One of the codes of a block: shorter ones for more frequent symbols. */
export class HuffmanCode {
  /** For each length, the last code that has it, and what to take from a code to find its symbol. */
  readonly #limits = new Int32Array(lengthMax + 2).fill(-1);
  readonly #offsets = new Int32Array(lengthMax + 2);
  readonly #symbols: Uint16Array;

  constructor(lengths: Uint8Array) {
    this.#symbols = new Uint16Array(lengths.length);
    let code = 0;
    let index = 0;
    for (let length = 1; length <= lengthMax; length++) {
      this.#offsets[length] = code - index;
      for (let symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] === length) this.#symbols[index++] = symbol;
      }
      code = (this.#offsets[length] ?? 0) + index;
      this.#limits[length] = code - 1;
      code <<= 1;
    }
  }

  read(bits: BitReader): number {
    let code = 0;
    for (let length = 1; length <= lengthMax; length++) {
      code = (code << 1) | bits.read(1);
      if (code <= (this.#limits[length] ?? -1)) return this.#symbols[code - (this.#offsets[length] ?? 0)] ?? 0;
    }
    throw new Error("a code is of no symbol");
  }
}

/** The lengths of the codes of a block, each told by its difference from the one before. */
export function readLengths(bits: BitReader, symbols: number): Uint8Array {
  const lengths = new Uint8Array(symbols);
  let length = bits.read(5);
  for (let symbol = 0; symbol < symbols; symbol++) {
    while (bits.read(1) === 1) length += bits.read(1) === 0 ? 1 : -1;
    if (length < 1 || length > lengthMax) throw new Error("a code is of no length");
    lengths[symbol] = length;
  }
  return lengths;
}
