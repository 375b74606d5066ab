/** Bytes of CBOR being written, one item after the other. */
export class CborBytes {
  #bytes = Buffer.allocUnsafe(1024);
  #end = 0;

  finish(): Buffer {
    return this.#bytes.subarray(0, this.#end);
  }

  /** `true`, `false` or `null`. */
  simple(value: boolean | null): void {
    this.#reserve(1);
    this.#bytes[this.#end++] = value === null ? 0xf6 : value ? 0xf5 : 0xf4;
  }

  text(value: string): void {
    const length = Buffer.byteLength(value, "utf8");
    this.#head(3, length);
    this.#reserve(length);
    this.#end += this.#bytes.write(value, this.#end, "utf8");
  }

  bytes(value: Uint8Array): void {
    this.#head(2, value.byteLength);
    this.#reserve(value.byteLength);
    this.#bytes.set(value, this.#end);
    this.#end += value.byteLength;
  }

  list(length: number): void {
    this.#head(4, length);
  }

  map(entries: number): void {
    this.#head(5, entries);
  }

  /** Whole numbers as such, others as doubles: a reader takes either where the model says number. */
  number(value: number): void {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) this.double(value);
    else if (value >= 0) this.#head(0, value);
    else this.#head(1, -1 - value);
  }

  date(value: Date): void {
    this.#head(6, 1);
    this.double(value.getTime() / 1000);
  }

  double(value: number): void {
    this.#reserve(9);
    this.#bytes[this.#end++] = 0xfb;
    this.#end = this.#bytes.writeDoubleBE(value, this.#end);
  }

  #head(major: number, argument: number): void {
    this.#reserve(9);
    const type = major << 5;
    if (argument < 24) this.#bytes[this.#end++] = type | argument;
    else if (argument < 2 ** 8) {
      this.#bytes[this.#end++] = type | 24;
      this.#bytes[this.#end++] = argument;
    } else if (argument < 2 ** 16) {
      this.#bytes[this.#end++] = type | 25;
      this.#end = this.#bytes.writeUInt16BE(argument, this.#end);
    } else if (argument < 2 ** 32) {
      this.#bytes[this.#end++] = type | 26;
      this.#end = this.#bytes.writeUInt32BE(argument, this.#end);
    } else {
      this.#bytes[this.#end++] = type | 27;
      this.#end = this.#bytes.writeBigUInt64BE(BigInt(argument), this.#end);
    }
  }

  #reserve(count: number): void {
    if (this.#end + count <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#end + count));
    this.#bytes.copy(larger, 0, 0, this.#end);
    this.#bytes = larger;
  }
}
