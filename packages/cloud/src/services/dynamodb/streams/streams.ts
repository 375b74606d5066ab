import type { Clock } from "@millrace/core";
import { Collection } from "../../../kernel/store/collection.ts";
import type { Database } from "../../../kernel/store/database.ts";
import { tupleKey } from "../../../kernel/store/keys.ts";
import type { Table as Rows } from "../../../kernel/store/table.ts";
import type { TableDefinition } from "../model.ts";
import { type Change, changeRow } from "./change-row.ts";
import {
  type ChangeRecord,
  recordAgeMsMax,
  type Shard,
  type Stream,
  sequenceAt,
  sequenceOfKey,
  timeOfSequence,
} from "./stream.ts";

/** After so long the next change opens a new shard, as AWS rolls its own. */
const shardAgeMsMax = 4 * 60 * 60 * 1000;
const trimmedAtOnceMax = 1000;

interface OpenStream {
  readonly stream: Stream;
  readonly rows: Rows;
  shard: Shard;
  lastSequence: number;
}

export interface ListedStreams {
  readonly tableName?: string | undefined;
  readonly afterArn?: string | undefined;
}

export interface RecordRange {
  /** First sequence number, inclusive. */
  readonly from: number;
  /** Last one, inclusive; undefined means as far as there are records. */
  readonly to: number | undefined;
  readonly countMax: number;
  readonly bytesMax: number;
}

/** The streams of one account in one region. The store tells it what changed; another service reads it. */
export class Streams {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #streams: Collection<Stream>;
  readonly #shards: Collection<Shard>;
  readonly #open = new Map<string, OpenStream>();
  #dueListener: (at: number) => void = () => undefined;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
    this.#streams = new Collection(database, "streams");
    this.#shards = new Collection(database, "stream-shards");
  }

  /** Switches the stream on that a table's definition asks for. */
  begin(table: TableDefinition): void {
    const { stream: settings, name: tableName, id: tableId, arn, keySchema } = table;
    if (settings === undefined) return;
    const { label, viewType } = settings;
    const createdAt = this.#clock.now();
    const stream = { arn: streamArn(arn, label), tableName, tableId, label, viewType, keySchema, createdAt };
    this.#streams.put([tableName, label], stream);
    this.#openShard(stream, undefined, sequenceAt(createdAt));
  }

  end(table: TableDefinition): void {
    const stream = table.stream && this.find(streamArn(table.arn, table.stream.label));
    if (stream === undefined) return;
    const { shard, lastSequence } = this.#opened(stream);
    const disabledAt = this.#clock.now();
    this.#streams.put([stream.tableName, stream.label], { ...stream, disabledAt });
    this.#shards.put([stream.arn, shard.first], { ...shard, last: Math.max(lastSequence, shard.first) });
    this.#open.delete(stream.arn);
    this.#dueListener(disabledAt + recordAgeMsMax);
  }

  append(table: TableDefinition, change: Change): void {
    if (table.stream === undefined) return;
    const known = this.#open.get(streamArn(table.arn, table.stream.label));
    const stream = known?.stream ?? this.find(streamArn(table.arn, table.stream.label));
    if (stream === undefined) return;
    const now = this.#clock.now();
    const row = changeRow(stream, change, now);
    if (row === undefined) return;

    const open = known ?? this.#opened(stream);
    const sequence = this.next(stream);
    if (now - open.shard.openedAt >= shardAgeMsMax) this.#rollShard(open, sequence);
    open.lastSequence = sequence;
    open.rows.put(tupleKey(sequence), row);
    this.#dueListener(now + recordAgeMsMax);
  }

  find(arn: string): Stream | undefined {
    const [, tableName, label] = /:table\/([^/]+)\/stream\/([^/]+)$/.exec(arn) ?? [];
    if (tableName === undefined || label === undefined) return undefined;
    const stream = this.#streams.get([tableName, label]);
    return stream?.arn === arn && !this.#isGone(stream) ? stream : undefined;
  }

  /** By table name, then by age. */
  *list({ tableName, afterArn }: ListedStreams): IterableIterator<Stream> {
    const last = afterArn === undefined ? undefined : this.find(afterArn);
    const after = last === undefined ? {} : { after: [last.tableName, last.label] };
    for (const stream of this.#streams.list({ ...(tableName !== undefined && { under: tableName }), ...after })) {
      if (!this.#isGone(stream)) yield stream;
    }
  }

  /** Oldest first, without those whose records are all too old. */
  shards(stream: Stream): readonly Shard[] {
    const oldest = this.oldest();
    return [...this.#shards.list({ under: stream.arn })].filter(({ last }) => last === undefined || last >= oldest);
  }

  *records(stream: Stream, { from, to, countMax, bytesMax }: RecordRange): IterableIterator<ChangeRecord> {
    const first = Math.max(from, this.oldest());
    let bytes = 0;
    const end = to === undefined ? {} : { to: tupleKey(to) };
    for (const { key, value } of this.#rows(stream).range({ from: tupleKey(first), ...end, limit: countMax })) {
      const record = { ...(JSON.parse(value) as Omit<ChangeRecord, "sequence">), sequence: sequenceOfKey(key) };
      bytes += record.bytes;
      if (bytes > bytesMax && bytes > record.bytes) return;
      yield record;
    }
  }

  /** Records before this sequence number are gone. */
  oldest(): number {
    return sequenceAt(this.#clock.now() - recordAgeMsMax);
  }

  /** The sequence number of the next change. */
  next(stream: Stream): number {
    return Math.max(this.#opened(stream).lastSequence + 1, sequenceAt(this.#clock.now()));
  }

  /** Called with times at which something will be too old to be kept. */
  onDue(listener: (at: number) => void): void {
    this.#dueListener = listener;
  }

  /** Deletes some of what is too old. Answers when the next of it will be. */
  sweep(now: number): number | undefined {
    let next: number | undefined;
    for (const stream of [...this.#streams.list()]) {
      if (this.#isGone(stream)) this.#remove(stream);
      else next = earlier(next, this.#trim(stream, now));
    }
    return next;
  }

  #trim(stream: Stream, now: number): number | undefined {
    const rows = this.#rows(stream);
    const before = tupleKey(sequenceAt(now - recordAgeMsMax));
    for (const { key } of rows.range({ before, limit: trimmedAtOnceMax })) rows.delete(key);
    const oldest = this.oldest();
    for (const { first, last } of this.#shards.list({ under: stream.arn })) {
      if (last !== undefined && last < oldest) this.#shards.delete([stream.arn, first]);
    }
    const [left] = [...rows.range({ limit: 1 })];
    const ofRecords = left === undefined ? undefined : timeOfSequence(sequenceOfKey(left.key)) + recordAgeMsMax + 1;
    return earlier(ofRecords, stream.disabledAt && stream.disabledAt + recordAgeMsMax);
  }

  #remove(stream: Stream): void {
    this.#rows(stream).drop();
    for (const { first } of [...this.#shards.list({ under: stream.arn })]) this.#shards.delete([stream.arn, first]);
    this.#streams.delete([stream.tableName, stream.label]);
  }

  #isGone({ disabledAt }: Stream): boolean {
    return disabledAt !== undefined && this.#clock.now() - disabledAt >= recordAgeMsMax;
  }

  #opened(stream: Stream): OpenStream {
    const known = this.#open.get(stream.arn);
    if (known !== undefined) return known;
    const [shard] = [...this.#shards.list({ under: stream.arn, reverse: true, limit: 1 })];
    const rows = this.#rows(stream);
    const [last] = [...rows.range({ reverse: true, limit: 1 })];
    if (shard === undefined) throw new Error(`Cannot open the stream ${stream.arn}: expected it to have a shard`);
    const open = { stream, rows, shard, lastSequence: last === undefined ? 0 : sequenceOfKey(last.key) };
    this.#open.set(stream.arn, open);
    return open;
  }

  #rollShard(open: OpenStream, first: number): void {
    const { stream, shard, lastSequence } = open;
    this.#shards.put([stream.arn, shard.first], { ...shard, last: Math.max(lastSequence, shard.first) });
    open.shard = this.#openShard(stream, shard.id, first);
  }

  #openShard(stream: Stream, parentId: string | undefined, first: number): Shard {
    const openedAt = this.#clock.now();
    const time = String(openedAt).padStart(20, "0");
    // Eight hexadecimal digits stand where AWS has chance: of the place within the millisecond.
    const id = `shardId-${time}-${(first % 0xffffffff).toString(16).padStart(8, "0")}`;
    const shard = { id, parentId, openedAt, first };
    this.#shards.put([stream.arn, first], shard);
    return shard;
  }

  #rows(stream: Stream): Rows {
    return this.#database.table(`stream/${stream.tableId}/${stream.label}`);
  }
}

const streamArn = (tableArn: string, label: string): string => `${tableArn}/stream/${label}`;

function earlier(one: number | undefined, two: number | undefined): number | undefined {
  if (one === undefined || two === undefined) return one ?? two;
  return Math.min(one, two);
}
