import { BitReader, NeedMoreBytes } from "./bit-reader.ts";
import { readBlock } from "./block.ts";

/** What begins a block, and what ends a stream: the digits of pi, and of its root. */
const blockMark = [0x314159, 0x265359];
const endMark = [0x177245, 0x385090];

/** More than a block takes when it is packed, so that most are read at the first attempt. */
const waitingBytes = 1024 * 1024;

/** What is in a bzip2 archive, a block at a time; archives after each other are one. */
export async function* unbzip2(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const unpacker = new Unpacker();
  let waiting: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    waiting.push(chunk);
    size += chunk.byteLength;
    if (size < waitingBytes) continue;
    yield* unpacker.add(Buffer.concat(waiting));
    waiting = [];
    size = 0;
  }
  yield* unpacker.add(Buffer.concat(waiting));
  unpacker.end();
}

class Unpacker {
  #bytes: Buffer = Buffer.alloc(0);
  /** Where to go on: a block begins at any bit. */
  #position = 0;
  /** Undefined between two archives. */
  #blockBytes: number | undefined;

  *add(bytes: Buffer): Generator<Uint8Array> {
    const whole = this.#position >> 3;
    this.#bytes = Buffer.concat([this.#bytes.subarray(whole), bytes]);
    this.#position &= 7;
    for (;;) {
      const begun = this.#position >> 3;
      const reader = new BitReader(this.#bytes.subarray(begun));
      try {
        reader.skip(this.#position & 7);
        const found = this.#next(reader);
        this.#position = begun * 8 + reader.position;
        if (found === undefined) continue;
        yield found;
      } catch (error) {
        if (error instanceof NeedMoreBytes) return;
        throw error;
      }
    }
  }

  end(): void {
    if (this.#blockBytes !== undefined || this.#bytes.length * 8 > this.#position) throw new NeedMoreBytes();
  }

  /** The next block; undefined for what stands between blocks. */
  #next(bits: BitReader): Uint8Array | undefined {
    if (this.#blockBytes === undefined) {
      this.#blockBytes = this.#begin(bits);
      return undefined;
    }
    const mark = [bits.read(24), bits.read(24)];
    const sum = bits.read(16) * 0x10000 + bits.read(16);
    if (isMark(mark, endMark)) {
      bits.align();
      this.#blockBytes = undefined;
      return undefined;
    }
    if (!isMark(mark, blockMark)) throw new Error("a block does not begin where it has to");
    const block = readBlock(bits, this.#blockBytes);
    if (crcOf(block) !== sum) throw new Error("the sum of a block is wrong");
    return block;
  }

  #begin(bits: BitReader): number {
    const signature = bits.read(24);
    const level = bits.read(8) - 0x30;
    if (signature !== 0x425a68 || level < 1 || level > 9) throw new Error("it is not a bzip2 archive");
    return level * 100_000;
  }
}

const isMark = (found: readonly number[], mark: readonly number[]): boolean =>
  found.every((part, index) => part === mark[index]);

const crcTable = Int32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte << 24;
  for (let bit = 0; bit < 8; bit++) sum = sum < 0 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  return sum;
});

/** CRC-32 as bzip2 counts it, the highest bit first. */
function crcOf(bytes: Uint8Array): number {
  let sum = -1;
  for (let index = 0; index < bytes.length; index++) {
    sum = (sum << 8) ^ (crcTable[(sum >>> 24) ^ (bytes[index] ?? 0)] ?? 0);
  }
  return ~sum >>> 0;
}
