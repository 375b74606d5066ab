/** The bytes end before what is read does: with more of them it can be tried again. */
export class NeedMoreBytes extends Error {
  constructor() {
    super("unexpected end of file");
    this.name = "NeedMoreBytes";
  }
}

/** Bits of bytes, the highest first. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #bits = 0;
  #held = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** At most 24 bits as a number. */
  read(count: number): number {
    while (this.#held < count) {
      if (this.#at === this.#bytes.length) throw new NeedMoreBytes();
      this.#bits = ((this.#bits << 8) | (this.#bytes[this.#at++] ?? 0)) >>> 0;
      this.#held += 8;
    }
    this.#held -= count;
    return (this.#bits >>> this.#held) & ((1 << count) - 1);
  }

  /** Lets go of what is left of a byte. */
  align(): void {
    this.#held -= this.#held % 8;
  }

  /** How many bits have been read so far. */
  get position(): number {
    return this.#at * 8 - this.#held;
  }

  skip(bits: number): void {
    for (let left = bits; left > 0; left -= 24) this.read(Math.min(24, left));
  }
}
