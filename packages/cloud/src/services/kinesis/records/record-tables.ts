import { Collection } from "../../../kernel/store/collection.ts";
import type { Database } from "../../../kernel/store/database.ts";
import { placeAt, type Shard, type Stream, type StreamRecord } from "../model.ts";

export interface Wanted {
  /** Place of the first record that is wanted. */
  readonly from: number;
  readonly countMax: number;
  readonly bytesMax: number;
}

/** The records of every stream, in a table of its own: by shard, then in the order in which they came. */
export class RecordTables {
  readonly #database: Database;
  readonly #tables = new Map<number, Collection<StreamRecord>>();

  constructor(database: Database) {
    this.#database = database;
  }

  add(stream: Stream, shard: Shard, record: StreamRecord): void {
    this.#of(stream).put([shard.index, record.place], record);
  }

  /** At least one, if there is one, however large. */
  read(stream: Stream, shard: Shard, { from, countMax, bytesMax }: Wanted): StreamRecord[] {
    const records: StreamRecord[] = [];
    let bytes = 0;
    for (const record of this.#after(stream, shard, from - 1)) {
      if (records.length >= countMax) break;
      bytes += bytesOf(record);
      if (bytes > bytesMax && records.length > 0) break;
      records.push(record);
    }
    return records;
  }

  next(stream: Stream, shard: Shard, from: number): StreamRecord | undefined {
    for (const record of this.#after(stream, shard, from - 1, 1)) return record;
    return undefined;
  }

  last(stream: Stream, shard: Shard): StreamRecord | undefined {
    for (const record of this.#of(stream).list({ under: [shard.index], reverse: true, limit: 1 })) return record;
    return undefined;
  }

  /** Removes some of what came before a moment; answers how many. */
  expire(stream: Stream, before: number, countMax: number): number {
    let removed = 0;
    for (const { index } of stream.shards) {
      for (const { place } of this.#of(stream).list({ under: [index] })) {
        if (place >= placeAt(before)) break;
        if (removed >= countMax) return removed;
        this.#of(stream).delete([index, place]);
        removed++;
      }
    }
    return removed;
  }

  clear(stream: Stream): void {
    this.#of(stream).clear();
    this.#tables.delete(stream.id);
  }

  #after(stream: Stream, shard: Shard, place: number, limit?: number): IterableIterator<StreamRecord> {
    const after = [shard.index, place];
    return this.#of(stream).list({ under: [shard.index], after, ...(limit === undefined ? {} : { limit }) });
  }

  #of({ id }: Stream): Collection<StreamRecord> {
    const known = this.#tables.get(id);
    if (known !== undefined) return known;
    const table = new Collection<StreamRecord>(this.#database, `records ${id}`);
    this.#tables.set(id, table);
    return table;
  }
}

/** What a record counts for: its data, and its key. */
export const bytesOf = ({ data, partitionKey }: StreamRecord): number =>
  Buffer.byteLength(data, "base64") + Buffer.byteLength(partitionKey);
