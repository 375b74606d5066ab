import type { Checksum } from "./sum.ts";
import { avalanche as avalanche64, prime64, u64 } from "./xxh64.ts";

/** https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md#xxh3-algorithm-description */
const prime32 = { one: 0x9e3779b1n, two: 0x85ebca77n, three: 0xc2b2ae3dn } as const;
const mixed = { one: 0x165667919e3779f9n, two: 0x9fb21c651e98df25n } as const;

/** The default secret of the specification. */
const secret = Buffer.from(
  "b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671fcb79e64eccc0e578825ad07dccff7221" +
    "b8084674f743248ee03590e6813a264c3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8" +
    "a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364eac5ac8334d3ebc3c581a0fffa1363eb" +
    "170ddd51b7f0da49d316552629d4689e2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e",
  "hex",
);

const stripeBytes = 64;
const stripesPerBlock = 16;
const blockBytes = stripeBytes * stripesPerBlock;
const shortBytesMax = 240;

/** 64 bits in 8 bytes, or 128 in 16. Few clients ask for it, so it is written for exactness, not for speed. */
export function xxh3(width: 8 | 16): Checksum {
  const state = new LongState();
  return {
    update: (bytes) => state.update(bytes),
    digestBase64() {
      const short = state.short;
      const [low, high] = short === undefined ? state.finish(width) : shortSum(short, width);
      const result = Buffer.alloc(16);
      result.writeBigUInt64BE(high, 0);
      result.writeBigUInt64BE(low, 8);
      return result.subarray(16 - width).toString("base64");
    },
  };
}

type Sum = readonly [low: bigint, high: bigint];

const read64 = (bytes: Buffer, at: number): bigint => bytes.readBigUInt64LE(at);
const read32 = (bytes: Buffer, at: number): bigint => BigInt(bytes.readUInt32LE(at));
const low64 = (product: bigint): bigint => u64(product);
const high64 = (product: bigint): bigint => product >> 64n;
const folded = (a: bigint, b: bigint): bigint => low64(a * b) ^ high64(a * b);
const shifted = (value: bigint, bits: bigint): bigint => value ^ (value >> bits);
const avalanche = (value: bigint): bigint => shifted(u64(shifted(value, 37n) * mixed.one), 32n);

function swap64(value: bigint): bigint {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes.readBigUInt64BE(0);
}

const swap32 = (value: bigint): bigint => swap64(value) >> 32n;
const rotate32 = (value: bigint, bits: bigint): bigint => BigInt.asUintN(32, (value << bits) | (value >> (32n - bits)));
const rotate64 = (value: bigint, bits: bigint): bigint => u64((value << bits) | (value >> (64n - bits)));

function shortSum(bytes: Buffer, width: 8 | 16): Sum {
  if (width === 8) return [shortSum64(bytes), 0n];
  if (bytes.length <= 16) return tinySum128(bytes);
  return bytes.length <= 128 ? smallSum128(bytes) : middleSum128(bytes);
}

function shortSum64(bytes: Buffer): bigint {
  const { length } = bytes;
  if (length === 0) return avalanche64(read64(secret, 56) ^ read64(secret, 64));
  if (length <= 3) return avalanche64(combined(bytes) ^ (read32(secret, 0) ^ read32(secret, 4)));
  if (length <= 8) return sum64Of4To8(bytes);
  if (length <= 16) return sum64Of9To16(bytes);
  return length <= 128 ? smallSum64(bytes) : middleSum64(bytes);
}

/** One to three bytes and their count, in 32 bits. */
function combined(bytes: Buffer): bigint {
  const { length } = bytes;
  const [first = 0, middle = 0, last = 0] = [bytes[0], bytes[length >> 1], bytes[length - 1]];
  return BigInt(((first << 16) | (middle << 24) | last | (length << 8)) >>> 0);
}

function sum64Of4To8(bytes: Buffer): bigint {
  const length = BigInt(bytes.length);
  const value = read32(bytes, bytes.length - 4) + (read32(bytes, 0) << 32n);
  const keyed = value ^ (read64(secret, 8) ^ read64(secret, 16));
  let sum = keyed ^ rotate64(keyed, 49n) ^ rotate64(keyed, 24n);
  sum = u64(sum * mixed.two);
  sum = u64((sum ^ ((sum >> 35n) + length)) * mixed.two);
  return shifted(sum, 28n);
}

function sum64Of9To16(bytes: Buffer): bigint {
  const low = read64(bytes, 0) ^ (read64(secret, 24) ^ read64(secret, 32));
  const high = read64(bytes, bytes.length - 8) ^ (read64(secret, 40) ^ read64(secret, 48));
  return avalanche(u64(BigInt(bytes.length) + swap64(low) + high + folded(low, high)));
}

/** Sixteen bytes of the input with sixteen of the secret. */
const mix16 = (bytes: Buffer, at: number, secretAt: number): bigint =>
  folded(read64(bytes, at) ^ read64(secret, secretAt), read64(bytes, at + 8) ^ read64(secret, secretAt + 8));

function smallSum64(bytes: Buffer): bigint {
  const { length } = bytes;
  let sum = u64(BigInt(length) * prime64.one);
  for (let pair = (length - 1) >> 5; pair >= 0; pair--) {
    sum += mix16(bytes, 16 * pair, 32 * pair) + mix16(bytes, length - 16 * (pair + 1), 32 * pair + 16);
  }
  return avalanche(u64(sum));
}

function middleSum64(bytes: Buffer): bigint {
  const { length } = bytes;
  let sum = u64(BigInt(length) * prime64.one);
  for (let at = 0; at < 8; at++) sum += mix16(bytes, 16 * at, 16 * at);
  sum = avalanche(u64(sum));
  for (let at = 8; at < length >> 4; at++) sum += mix16(bytes, 16 * at, 16 * (at - 8) + 3);
  return avalanche(u64(sum + mix16(bytes, length - 16, 136 - 17)));
}

function tinySum128(bytes: Buffer): Sum {
  const { length } = bytes;
  if (length === 0) {
    return [avalanche64(read64(secret, 64) ^ read64(secret, 72)), avalanche64(read64(secret, 80) ^ read64(secret, 88))];
  }
  if (length <= 3) {
    const low = combined(bytes);
    const high = rotate32(swap32(low), 13n);
    return [
      avalanche64(low ^ (read32(secret, 0) ^ read32(secret, 4))),
      avalanche64(high ^ (read32(secret, 8) ^ read32(secret, 12))),
    ];
  }
  return length <= 8 ? sum128Of4To8(bytes) : sum128Of9To16(bytes);
}

function sum128Of4To8(bytes: Buffer): Sum {
  const length = BigInt(bytes.length);
  const value = read32(bytes, 0) + (read32(bytes, bytes.length - 4) << 32n);
  const product = (value ^ (read64(secret, 16) ^ read64(secret, 24))) * (prime64.one + (length << 2n));
  let low = low64(product);
  const high = u64(high64(product) + (low << 1n));
  low ^= high >> 3n;
  low = shifted(u64(shifted(low, 35n) * mixed.two), 28n);
  return [low, avalanche(high)];
}

function sum128Of9To16(bytes: Buffer): Sum {
  const length = BigInt(bytes.length);
  const first = read64(bytes, 0);
  const last = read64(bytes, bytes.length - 8);
  const product = (first ^ last ^ (read64(secret, 32) ^ read64(secret, 40))) * prime64.one;
  let low = u64(low64(product) + ((length - 1n) << 54n));
  const keyed = last ^ (read64(secret, 48) ^ read64(secret, 56));
  let high = u64(high64(product) + keyed + (keyed & 0xffffffffn) * (prime32.two - 1n));
  low ^= swap64(high);
  const second = low * prime64.two;
  high = u64(high64(second) + high * prime64.two);
  return [avalanche(low64(second)), avalanche(high)];
}

class Lanes128 {
  low: bigint;
  high = 0n;

  constructor(length: number) {
    this.low = u64(BigInt(length) * prime64.one);
  }

  mix(bytes: Buffer, [first, second]: readonly [number, number], secretAt: number): void {
    this.low = u64(this.low + mix16(bytes, first, secretAt));
    this.low ^= u64(read64(bytes, second) + read64(bytes, second + 8));
    this.high = u64(this.high + mix16(bytes, second, secretAt + 16));
    this.high ^= u64(read64(bytes, first) + read64(bytes, first + 8));
  }

  finish(length: number): Sum {
    const high = u64(this.low * prime64.one + this.high * prime64.four + BigInt(length) * prime64.two);
    return [avalanche(u64(this.low + this.high)), u64(-avalanche(high))];
  }
}

function smallSum128(bytes: Buffer): Sum {
  const { length } = bytes;
  const lanes = new Lanes128(length);
  for (let pair = (length - 1) >> 5; pair >= 0; pair--) {
    lanes.mix(bytes, [16 * pair, length - 16 * (pair + 1)], 32 * pair);
  }
  return lanes.finish(length);
}

function middleSum128(bytes: Buffer): Sum {
  const { length } = bytes;
  const lanes = new Lanes128(length);
  for (let at = 32; at < 160; at += 32) lanes.mix(bytes, [at - 32, at - 16], at - 32);
  lanes.low = avalanche(lanes.low);
  lanes.high = avalanche(lanes.high);
  for (let at = 160; at <= length; at += 32) lanes.mix(bytes, [at - 32, at - 16], 3 + at - 160);
  lanes.mix(bytes, [length - 16, length - 32], 136 - 17 - 16);
  return lanes.finish(length);
}

/** Input beyond 240 bytes is folded into eight lanes, stripe by stripe; the last block waits for its end. */
class LongState {
  readonly #lanes: bigint[] = [
    prime32.three,
    prime64.one,
    prime64.two,
    prime64.three,
    prime64.four,
    prime32.two,
    prime64.five,
    prime32.one,
  ];
  #waiting = Buffer.alloc(0);
  #before = Buffer.alloc(0);
  #total = 0;

  /** All of the input, as long as it is short. */
  get short(): Buffer | undefined {
    return this.#total <= shortBytesMax ? this.#waiting : undefined;
  }

  update(bytes: Uint8Array): void {
    this.#total += bytes.length;
    this.#waiting = Buffer.concat([this.#waiting, bytes]);
    let at = 0;
    // A block is folded once something follows it: the end of the input is folded in another way.
    for (; this.#waiting.length - at > blockBytes; at += blockBytes) {
      this.#stripes(this.#waiting.subarray(at, at + blockBytes), stripesPerBlock);
      this.#scramble();
      this.#before = this.#waiting.subarray(at + blockBytes - stripeBytes, at + blockBytes);
    }
    this.#waiting = this.#waiting.subarray(at);
  }

  finish(width: 8 | 16): Sum {
    this.#stripes(this.#waiting, Math.floor((this.#waiting.length - 1) / stripeBytes));
    const end = Buffer.concat([this.#before, this.#waiting]);
    this.#stripe(end.subarray(end.length - stripeBytes), secret.length - stripeBytes - 7);
    const length = BigInt(this.#total);
    const low = this.#merge(11, u64(length * prime64.one));
    return [low, width === 8 ? 0n : this.#merge(secret.length - stripeBytes - 11, u64(~(length * prime64.two)))];
  }

  #stripes(bytes: Buffer, count: number): void {
    for (let index = 0; index < count; index++) {
      this.#stripe(bytes.subarray(index * stripeBytes, (index + 1) * stripeBytes), 8 * index);
    }
  }

  #stripe(bytes: Buffer, secretAt: number): void {
    for (let lane = 0; lane < 8; lane++) {
      const value = read64(bytes, 8 * lane);
      const keyed = value ^ read64(secret, secretAt + 8 * lane);
      this.#lanes[lane ^ 1] = u64((this.#lanes[lane ^ 1] ?? 0n) + value);
      this.#lanes[lane] = u64((this.#lanes[lane] ?? 0n) + (keyed & 0xffffffffn) * (keyed >> 32n));
    }
  }

  #scramble(): void {
    for (const [index, lane] of this.#lanes.entries()) {
      const keyed = shifted(lane, 47n) ^ read64(secret, secret.length - stripeBytes + 8 * index);
      this.#lanes[index] = u64(keyed * prime32.one);
    }
  }

  #merge(secretAt: number, start: bigint): bigint {
    let sum = start;
    for (let pair = 0; pair < 4; pair++) {
      const [first = 0n, second = 0n] = this.#lanes.slice(2 * pair);
      sum += folded(first ^ read64(secret, secretAt + 16 * pair), second ^ read64(secret, secretAt + 16 * pair + 8));
    }
    return avalanche(u64(sum));
  }
}
