import { createHash } from "node:crypto";

/** Hash keys are numbers of 128 bits; as hexadecimal digits they are in the order of their texts. */
const digits = 32;
const end = 1n << 128n;

/** Undefined for what is no number, or too large a one. */
export function readHashKey(decimal: string): string | undefined {
  if (!/^(0|[1-9]\d{0,38})$/.test(decimal)) return undefined;
  const value = BigInt(decimal);
  return value < end ? hashKey(value) : undefined;
}

export const hashKey = (value: bigint): string => value.toString(16).padStart(digits, "0");

export const printHashKey = (key: string): string => numberOf(key).toString();

export const keyAfter = (key: string): string => hashKey(numberOf(key) + 1n);

export const keyBefore = (key: string): string => hashKey(numberOf(key) - 1n);

export const hashOf = (partitionKey: string): string => createHash("md5").update(partitionKey, "utf8").digest("hex");

/** Where the shards of a stream begin that are all as wide. */
export const evenStarts = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => hashKey((end * BigInt(at)) / BigInt(count)));

export const lastKey = hashKey(end - 1n);

const numberOf = (key: string): bigint => BigInt(`0x${key}`);
