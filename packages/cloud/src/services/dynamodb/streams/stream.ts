import type { KeySchema } from "../model.ts";
import type { Item } from "../values/attribute-value.ts";

/** A stream of the changes of one table, from when it was switched on until it is switched off. */
export interface Stream {
  readonly arn: string;
  readonly tableName: string;
  readonly tableId: string;
  /** Names the stream within its table, e.g. `2026-11-20T22:00:00.000`. */
  readonly label: string;
  readonly viewType: string;
  readonly keySchema: KeySchema;
  /** Milliseconds since the epoch, like all times here. */
  readonly createdAt: number;
  /** From then on nothing is added, and a day later it is gone. */
  readonly disabledAt?: number;
}

/** A stretch of a stream. Sequence numbers grow over the whole stream. */
export interface Shard {
  readonly id: string;
  readonly parentId: string | undefined;
  readonly openedAt: number;
  /** The first sequence number that it may hold. */
  readonly first: number;
  /** The last one; undefined while it is open. */
  readonly last?: number;
}

/** One change of one item. */
export interface ChangeRecord {
  readonly sequence: number;
  readonly at: number;
  readonly name: "INSERT" | "MODIFY" | "REMOVE";
  readonly bytes: number;
  readonly keys: Item;
  readonly old?: Item;
  readonly new?: Item;
  /** DynamoDB itself deleted the item, as its time was over. */
  readonly isByService?: boolean;
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html */
export const recordAgeMsMax = 24 * 60 * 60 * 1000;

/**
 * Sequence numbers are the time in milliseconds with room for this many changes in each: they grow across restarts
 * without being kept, and the age of a number shows in it.
 */
const sequencesPerMs = 4096;

export const sequenceAt = (ms: number): number => Math.floor(ms) * sequencesPerMs;
export const timeOfSequence = (sequence: number): number => Math.floor(sequence / sequencesPerMs);

/** The sequence number that a key in the store's format stands for. */
export function sequenceOfKey(key: Buffer): number {
  const bytes = Buffer.from(key);
  bytes[0] = (bytes[0] ?? 0) ^ 0x80;
  return bytes.readDoubleBE();
}
