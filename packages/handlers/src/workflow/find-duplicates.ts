import { KeySet } from "@millrace/pipeline";
import { inFlight } from "../in-flight.ts";
import { keyBuckets, keyHeaderBytes, keyRange, readKeys } from "./key-file.ts";
import type { Scratch } from "./scratch.ts";
import { scratchNames } from "./workflow-run.ts";

/** A record whose key another chunk before its own has had. */
export interface Duplicate {
  readonly ordinal: number;
  readonly set: number;
}

/** So many keys are held at a time, 24 bytes each. */
const heldKeysMax = 4_000_000;

const requestsInFlightMax = 16;

/**
 * Finds keys that stand in several chunks; the first record of each keeps it. Holds a share of all keys at a time, cut by their hash, so
 * the memory it takes does not depend on the file.
 */
export async function findDuplicates(
  scratch: Scratch,
  chunks: number,
): Promise<ReadonlyMap<number, readonly Duplicate[]>> {
  const indexes = Array.from({ length: chunks }, (_, index) => index);
  const header = { start: 0, end: keyHeaderBytes };
  const headers = await inFlight(indexes, requestsInFlightMax, (chunk) =>
    scratch.bytes(scratchNames.keys(chunk), header),
  );
  const duplicates = new Map<number, Duplicate[]>();
  for (const [from, to] of shares(headers)) {
    const seen = new KeySet();
    // One after the other: the order of the file says which of two is the first.
    for (const [chunk, head] of headers.entries()) {
      const range = keyRange(head, from, to);
      if (range.start === range.end) continue;
      for (const { hash, set, ordinal } of readKeys(await scratch.bytes(scratchNames.keys(chunk), range))) {
        if (seen.add(hash)) continue;
        const found = duplicates.get(chunk) ?? [];
        found.push({ ordinal, set });
        duplicates.set(chunk, found);
      }
    }
  }
  return duplicates;
}

/** Ranges of buckets with so many keys that they can be held. */
function* shares(headers: readonly Buffer[]): Generator<readonly [number, number]> {
  const countAt = (bucket: number): number => headers.reduce((sum, head) => sum + head.readUInt32LE(bucket * 4), 0);
  let from = 0;
  for (let bucket = 1; bucket <= keyBuckets; bucket++) {
    const isFull = bucket < keyBuckets && countAt(bucket + 1) - countAt(from) > heldKeysMax;
    if (!isFull && bucket < keyBuckets) continue;
    yield [from, bucket];
    from = bucket;
  }
}
