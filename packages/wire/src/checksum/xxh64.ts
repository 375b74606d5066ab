import type { Checksum } from "./sum.ts";

/** https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md#xxh64-algorithm-description */
export const prime64 = {
  one: 0x9e3779b185ebca87n,
  two: 0xc2b2ae3d27d4eb4fn,
  three: 0x165667b19e3779f9n,
  four: 0x85ebca77c2b2ae63n,
  five: 0x27d4eb2f165667c5n,
} as const;

const stripeBytes = 32;

export const u64 = (value: bigint): bigint => BigInt.asUintN(64, value);
const rotate = (value: bigint, bits: bigint): bigint => u64((value << bits) | (value >> (64n - bits)));
const round = (lane: bigint, input: bigint): bigint =>
  u64(rotate(u64(lane + u64(input * prime64.two)), 31n) * prime64.one);

/** Few clients ask for it, so it is written for exactness, not for speed. */
export function xxh64(): Checksum {
  const lanes = [u64(prime64.one + prime64.two), prime64.two, 0n, u64(-prime64.one)];
  const stripe = Buffer.alloc(stripeBytes);
  let filled = 0;
  let total = 0;
  const consume = (): void => {
    for (const [index, lane] of lanes.entries()) lanes[index] = round(lane, stripe.readBigUInt64LE(8 * index));
    filled = 0;
  };
  return {
    update(bytes) {
      total += bytes.length;
      for (let at = 0; at < bytes.length; ) {
        const part = bytes.subarray(at, at + stripeBytes - filled);
        stripe.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled === stripeBytes) consume();
      }
    },
    digestBase64() {
      const start = total >= stripeBytes ? merged(lanes) : prime64.five;
      const result = Buffer.alloc(8);
      result.writeBigUInt64BE(avalanche(withRest(u64(start + BigInt(total)), stripe.subarray(0, filled))));
      return result.toString("base64");
    },
  };
}

function merged(lanes: readonly bigint[]): bigint {
  const turns = [1n, 7n, 12n, 18n];
  let sum = lanes.reduce((total, lane, index) => u64(total + rotate(lane, turns[index] ?? 0n)), 0n);
  for (const lane of lanes) sum = u64((sum ^ round(0n, lane)) * prime64.one + prime64.four);
  return sum;
}

function withRest(start: bigint, rest: Buffer): bigint {
  let sum = start;
  let at = 0;
  for (; at + 8 <= rest.length; at += 8) {
    sum = u64(rotate(sum ^ round(0n, rest.readBigUInt64LE(at)), 27n) * prime64.one + prime64.four);
  }
  if (at + 4 <= rest.length) {
    sum = u64(rotate(sum ^ u64(BigInt(rest.readUInt32LE(at)) * prime64.one), 23n) * prime64.two + prime64.three);
    at += 4;
  }
  for (; at < rest.length; at++) {
    sum = u64(rotate(sum ^ u64(BigInt(rest.readUInt8(at)) * prime64.five), 11n) * prime64.one);
  }
  return sum;
}

export function avalanche(value: bigint): bigint {
  let sum = u64((value ^ (value >> 33n)) * prime64.two);
  sum = u64((sum ^ (sum >> 29n)) * prime64.three);
  return sum ^ (sum >> 32n);
}
