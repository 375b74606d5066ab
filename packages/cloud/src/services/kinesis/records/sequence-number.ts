import type { Shard } from "../model.ts";

/**
 * Sequence numbers are decimal numbers of 56 digits, which clients compare as numbers; they do not look into them. Of their
 * 187 bits these have, from the top: a mark, when the shard began (36), the place of the record (64), the shard (32), and
 * noughts that end in another mark.
 */
const mark = 2n;
const tail = 0x2n;
const [tailBits, shardBits, placeBits, beginBits] = [52n, 32n, 64n, 36n];

export function printSequence({ index, first }: Pick<Shard, "index" | "first">, place: number): string {
  let number = (mark << beginBits) | BigInt(Math.floor(first / 1_000_000));
  number = (number << placeBits) | BigInt(place);
  number = (number << shardBits) | BigInt(index);
  return ((number << tailBits) | tail).toString();
}

/** Undefined for what cannot be one. */
export function readSequence(text: string): { readonly shard: number; readonly place: number } | undefined {
  if (!/^[1-9]\d{55}$/.test(text)) return undefined;
  let number = BigInt(text);
  if ((number & ((1n << tailBits) - 1n)) !== tail) return undefined;
  number >>= tailBits;
  const shard = Number(number & ((1n << shardBits) - 1n));
  number >>= shardBits;
  const place = Number(number & ((1n << placeBits) - 1n));
  if ((number >> placeBits) >> beginBits !== mark || !Number.isSafeInteger(place)) return undefined;
  return { shard, place };
}
