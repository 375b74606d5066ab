import type { Clock } from "@millrace/core";
import { KeyUses } from "../../data-keys/key-uses.ts";
import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import { tupleKey } from "../../kernel/store/keys.ts";
import type { Range } from "../../kernel/store/table.ts";
import { Backups } from "./backups/backups.ts";
import { History } from "./backups/history.ts";
import type { IndexChange } from "./capacity.ts";
import { Counts, type TableCounts } from "./counts.ts";
import { resourceNotFound } from "./errors.ts";
import { expiryBytes, expiryOfRow, expirySeconds, oldestExpiry } from "./expiry.ts";
import { indexEntry } from "./indexes/index-entry.ts";
import { type TableDefinition, tableArn } from "./model.ts";
import { ResourcePolicies } from "./resource-policies.ts";
import { Streams } from "./streams/streams.ts";
import { type OpenIndex, OpenTable } from "./tables/table.ts";
import type { Throughput } from "./throughput/throughput.ts";
import { TransactionTokens } from "./transaction-tokens.ts";
import { Transfers } from "./transfer/transfers.ts";
import { StoredItem } from "./values/stored-item.ts";

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

interface Scope {
  readonly account: string;
  readonly region: string;
}

const expiredAtOnceMax = 500;

/** The tables of one account in one region, and everything in them. */
export class DynamoDbStore {
  readonly #database: Database;
  readonly #arnPrefix: string;
  readonly #definitions: Collection<TableDefinition>;
  readonly #counts: Counts;
  readonly #tags: Collection<readonly Tag[]>;
  readonly #open = new Map<string, OpenTable>();
  readonly #tablesUnderKeys: Set<string>;
  /** Who was let use the key of a table. */
  readonly openedKeys = new KeyUses<true>();
  readonly #ends: (() => void)[] = [];
  #expiryListener: (at: number) => void = () => undefined;
  readonly streams: Streams;
  readonly history: History;
  readonly tokens: TransactionTokens;
  readonly backups: Backups;
  readonly transfers: Transfers;
  readonly policies: ResourcePolicies;
  readonly throughput: Throughput;

  constructor(database: Database, scope: Scope, clock: Clock, throughput: Throughput) {
    this.#database = database;
    this.#arnPrefix = tableArn(scope.region, scope.account, "");
    this.#definitions = new Collection(database, "tables");
    this.#tablesUnderKeys = new Set([...this.#definitions.list()].filter(isUnderKey).map(({ name }) => name));
    this.#counts = new Counts(database);
    this.#tags = new Collection(database, "tags");
    this.streams = new Streams(database, clock);
    this.history = new History(database, clock);
    this.tokens = new TransactionTokens(database);
    this.backups = new Backups(database);
    this.transfers = new Transfers(database);
    this.policies = new ResourcePolicies(database);
    this.throughput = throughput;
  }

  /** Whether any table stands under a customer's key. */
  get hasTableKeys(): boolean {
    return this.#tablesUnderKeys.size > 0;
  }

  /** By name or by ARN. */
  findTable(nameOrArn: string): OpenTable | undefined {
    const name = nameOrArn.startsWith(this.#arnPrefix) ? nameOrArn.slice(this.#arnPrefix.length) : nameOrArn;
    const open = this.#open.get(name);
    if (open !== undefined) return open;
    const definition = this.#definitions.get(name);
    return definition === undefined ? undefined : this.#openTable(definition);
  }

  table(nameOrArn: string): OpenTable {
    const table = this.findTable(nameOrArn);
    if (table === undefined) throw resourceNotFound();
    return table;
  }

  *tableNames(after: string | undefined): IterableIterator<string> {
    const options = after === undefined ? {} : { after };
    for (const { name } of this.#definitions.list(options)) yield name;
  }

  /** Adds a table, or changes what is known about it. Rows of indexes that it no longer has are dropped. */
  saveTable(definition: TableDefinition): OpenTable {
    const before = this.findTable(definition.name);
    this.#definitions.put(definition.name, definition);
    if (isUnderKey(definition)) this.#tablesUnderKeys.add(definition.name);
    else this.#tablesUnderKeys.delete(definition.name);
    if (before !== undefined) this.#dropIndexesBut(before, definition);
    if (before?.definition.stream?.label !== definition.stream?.label) {
      if (before !== undefined) this.streams.end(before.definition);
      this.streams.begin(definition);
    }
    if (definition.recoverableSince === undefined) this.history.forget(definition.id);
    return this.#openTable(definition);
  }

  /** The index has everything now and may be read. */
  markIndexReady(table: OpenTable, indexName: string): void {
    const { definition } = table;
    const indexes = definition.indexes.map((index) => {
      const { isBackfilling: _, ...ready } = index;
      return index.name === indexName ? ready : index;
    });
    this.saveTable({ ...definition, indexes });
  }

  deleteTable(table: OpenTable): void {
    const { name, id, arn } = table.definition;
    this.streams.end(table.definition);
    this.#definitions.delete(name);
    this.#tablesUnderKeys.delete(name);
    this.#counts.delete(id);
    this.#tags.delete(arn);
    this.policies.delete(arn);
    this.#open.delete(name);
    this.history.forget(id);
    table.rows.drop();
    for (const index of table.indexes) index.rows.drop();
    table.expiry.drop();
  }

  counts(table: OpenTable): TableCounts {
    return this.#counts.of(table.definition.id);
  }

  /** Puts `after` in the place of `before`, either of which may be absent, in the table and in its indexes. */
  write(
    table: OpenTable,
    key: Buffer,
    before: StoredItem | undefined,
    after: StoredItem | undefined,
    isByService = false,
  ): readonly IndexChange[] {
    const { definition } = table;
    if (definition.recoverableSince !== undefined) this.history.keep(definition, key, before?.row);
    if (definition.stream !== undefined) this.streams.append(definition, { before, after, isByService });
    if (after !== undefined) table.rows.put(key, after.row);
    else if (before !== undefined) table.rows.delete(key);

    const changes: IndexChange[] = [];
    for (const index of table.indexes) {
      const change = this.#writeIndex(table, index, key, before, after);
      if (change !== undefined) changes.push(change);
    }
    if (definition.ttlAttribute !== undefined) this.#writeExpiry(table, key, before, after);
    this.#counts.add(definition.id, before?.bytes, after?.bytes, changes);
    return changes;
  }

  /**
   * Brings up to `itemsMax` items that follow `after` into an index that was added later, or among those that expire.
   * Answers the last key looked at, or undefined at the end.
   */
  backfill(table: OpenTable, indexName: string | undefined, after: Uint8Array | undefined, itemsMax: number) {
    const index = table.indexes.find(({ definition }) => definition.name === indexName);
    const range: Range = { limit: itemsMax, ...(after === undefined ? {} : { after }) };
    let seen = 0;
    let last: Buffer | undefined;
    for (const { key, value } of table.rows.range(range)) {
      last = key;
      seen++;
      const stored = StoredItem.parse(value);
      if (indexName === undefined) this.#writeExpiry(table, key, undefined, stored);
      else if (index !== undefined) this.#backfillIndex(table, index, key, stored);
    }
    return seen < itemsMax ? undefined : last;
  }

  /** Called with every new time at which an item expires, in milliseconds. */
  onExpiry(listener: (at: number) => void): void {
    this.#expiryListener = listener;
  }

  /** Has `end` called when this cloud stops. */
  onStop(end: () => void): void {
    this.#ends.push(end);
  }

  stop(): void {
    for (const end of this.#ends.splice(0)) end();
  }

  /** Deletes some of the items whose time has come. Answers when the next one's will, in milliseconds. */
  sweepExpired(now: number): number | undefined {
    let left = expiredAtOnceMax;
    let next: number | undefined;
    for (const table of this.#tablesWithExpiry()) {
      const due = { from: oldestExpiry(now), before: tupleKey(Math.floor(now / 1000) + 1), limit: left };
      for (const { key } of table.expiry.range(due)) {
        const itemKey = key.subarray(expiryBytes);
        table.expiry.delete(key);
        this.write(table, itemKey, table.read(itemKey), undefined, true);
        this.throughput.expired(table);
        left--;
      }
      const [first] = [...table.expiry.range({ from: oldestExpiry(now), limit: 1 })];
      if (first !== undefined) next = Math.min(next ?? Number.POSITIVE_INFINITY, expiryOfRow(first.key));
    }
    return next;
  }

  /** Forgets some of what is too old to be recovered. Answers when there will be more. */
  sweepHistory(now: number): number | undefined {
    const times = [...this.#definitions.list()].flatMap((table) => this.history.sweep(table, now) ?? []);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  tags(arn: string): readonly Tag[] {
    return this.#tags.get(arn) ?? [];
  }

  setTags(arn: string, tags: readonly Tag[]): void {
    if (tags.length === 0) this.#tags.delete(arn);
    else this.#tags.put(arn, tags);
  }

  #openTable(definition: TableDefinition): OpenTable {
    const rows = this.#database.table(`items/${definition.id}`);
    const indexes = definition.indexes.map((index) => ({
      definition: index,
      rows: this.#database.table(`index/${definition.id}/${index.name}`),
    }));
    const expiry = this.#database.table(`expiry/${definition.id}`);
    const table = new OpenTable(definition, rows, indexes, expiry);
    this.#open.set(definition.name, table);
    return table;
  }

  #dropIndexesBut(before: OpenTable, { indexes, id }: TableDefinition): void {
    const kept = new Set(indexes.map(({ name }) => name));
    const dropped = before.indexes.filter((index) => !kept.has(index.definition.name));
    for (const index of dropped) index.rows.drop();
    const names = dropped.map((index) => index.definition.name);
    if (names.length > 0) this.#counts.withoutIndexes(id, names);
  }

  *#tablesWithExpiry(): IterableIterator<OpenTable> {
    for (const { name, ttlAttribute } of this.#definitions.list()) {
      const table = ttlAttribute === undefined ? undefined : this.findTable(name);
      if (table !== undefined) yield table;
    }
  }

  #writeExpiry(table: OpenTable, key: Buffer, before: StoredItem | undefined, after: StoredItem | undefined): void {
    const attribute = table.definition.ttlAttribute ?? "";
    const old = before === undefined ? undefined : expirySeconds(before.item[attribute]);
    const fresh = after === undefined ? undefined : expirySeconds(after.item[attribute]);
    if (old === fresh) return;
    if (old !== undefined) table.expiry.delete(Buffer.concat([tupleKey(old), key]));
    if (fresh === undefined) return;
    table.expiry.put(Buffer.concat([tupleKey(fresh), key]), "");
    this.#expiryListener(fresh * 1000);
  }

  #backfillIndex(table: OpenTable, index: OpenIndex, key: Buffer, stored: StoredItem): void {
    const entry = indexEntry(table.definition, index.definition, key, stored);
    if (entry === undefined || index.rows.get(entry.key) !== undefined) return;
    index.rows.put(entry.key, entry.value.row);
    const { bytes } = entry.value;
    this.#counts.add(table.definition.id, 0, 0, [
      { index: index.definition, bytesBefore: undefined, bytesAfter: bytes, isMoved: false },
    ]);
  }

  #writeIndex(
    table: OpenTable,
    index: OpenIndex,
    key: Buffer,
    before: StoredItem | undefined,
    after: StoredItem | undefined,
  ): IndexChange | undefined {
    const old = before === undefined ? undefined : indexEntry(table.definition, index.definition, key, before);
    const fresh = after === undefined ? undefined : indexEntry(table.definition, index.definition, key, after);
    const isMoved = old !== undefined && fresh !== undefined && !old.key.equals(fresh.key);
    if (old !== undefined && (fresh === undefined || isMoved)) index.rows.delete(old.key);
    if (fresh !== undefined) {
      if (!isMoved && old?.value.json === fresh.value.json) return undefined;
      index.rows.put(fresh.key, fresh.value.row);
    }
    if (old === undefined && fresh === undefined) return undefined;
    return {
      index: index.definition,
      bytesBefore: old?.value.bytes,
      bytesAfter: fresh?.value.bytes,
      isMoved,
    };
  }
}

const isUnderKey = ({ encryption }: TableDefinition): boolean => encryption?.dataKey !== undefined;
