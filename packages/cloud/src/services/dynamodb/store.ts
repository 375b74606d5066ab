import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import { tupleKey } from "../../kernel/store/keys.ts";
import type { Range } from "../../kernel/store/table.ts";
import type { IndexChange } from "./capacity.ts";
import { resourceNotFound } from "./errors.ts";
import { expiryBytes, expiryOfRow, expirySeconds, oldestExpiry } from "./expiry.ts";
import { indexEntry } from "./indexes/index-entry.ts";
import { transactionTokenMs } from "./limits.ts";
import { type TableDefinition, tableArn } from "./model.ts";
import { type Counts, type OpenIndex, OpenTable, type TableCounts } from "./tables/table.ts";
import { StoredItem } from "./values/stored-item.ts";

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

interface Scope {
  readonly account: string;
  readonly region: string;
}

/** More than one, so that the old ones are gone some day. */
const tokensForgottenAtOnce = 4;

const none: Counts = { items: 0, bytes: 0 };

/** The tables of one account in one region, and everything in them. */
export class DynamoDbStore {
  readonly #database: Database;
  readonly #arnPrefix: string;
  readonly #definitions: Collection<TableDefinition>;
  readonly #counts: Collection<TableCounts>;
  readonly #tags: Collection<readonly Tag[]>;
  readonly #tokens: Collection<{ readonly fingerprint: string; readonly until: number }>;
  readonly #tokenTimes: Collection<{ readonly until: number; readonly token: string }>;
  readonly #open = new Map<string, OpenTable>();
  readonly #openCounts = new Map<string, TableCounts>();
  readonly #ends: (() => void)[] = [];
  #expiryListener: (at: number) => void = () => undefined;

  constructor(database: Database, scope: Scope) {
    this.#database = database;
    this.#arnPrefix = tableArn(scope.region, scope.account, "");
    this.#definitions = new Collection(database, "tables");
    this.#counts = new Collection(database, "counts");
    this.#tags = new Collection(database, "tags");
    this.#tokens = new Collection(database, "transaction-tokens");
    this.#tokenTimes = new Collection(database, "transaction-token-times");
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
    const before = this.#open.get(definition.name);
    const kept = new Set(definition.indexes.map(({ name }) => name));
    const dropped = before?.indexes.filter((index) => !kept.has(index.definition.name)) ?? [];
    this.#definitions.put(definition.name, definition);
    for (const index of dropped) index.rows.drop();
    if (before !== undefined && dropped.length > 0) {
      this.#saveCounts(
        before,
        withoutNames(
          this.counts(before),
          dropped.map((index) => index.definition.name),
        ),
      );
    }
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
    this.#definitions.delete(name);
    this.#counts.delete(id);
    this.#tags.delete(arn);
    this.#open.delete(name);
    this.#openCounts.delete(id);
    table.rows.drop();
    for (const index of table.indexes) index.rows.drop();
    table.expiry.drop();
  }

  counts(table: OpenTable): TableCounts {
    const { id } = table.definition;
    let counts = this.#openCounts.get(id);
    if (counts === undefined) {
      counts = this.#counts.get(id) ?? {};
      this.#openCounts.set(id, counts);
    }
    return counts;
  }

  /** Puts `after` in the place of `before`, either of which may be absent, in the table and in its indexes. */
  write(
    table: OpenTable,
    key: Buffer,
    before: StoredItem | undefined,
    after: StoredItem | undefined,
  ): readonly IndexChange[] {
    if (after !== undefined) table.rows.put(key, after.row);
    else if (before !== undefined) table.rows.delete(key);

    const changes: IndexChange[] = [];
    for (const index of table.indexes) {
      const change = this.#writeIndex(table, index, key, before, after);
      if (change !== undefined) changes.push(change);
    }
    if (table.definition.ttlAttribute !== undefined) this.#writeExpiry(table, key, before, after);
    this.#count(table, before?.bytes, after?.bytes, changes);
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

  /** When the next item expires, in milliseconds; undefined when none does. */
  nextExpiry(now: number): number | undefined {
    let next: number | undefined;
    for (const table of this.#tablesWithExpiry()) {
      const [first] = [...table.expiry.range({ from: oldestExpiry(now), limit: 1 })];
      if (first !== undefined) next = Math.min(next ?? Number.POSITIVE_INFINITY, expiryOfRow(first.key));
    }
    return next;
  }

  /** Deletes up to `itemsMax` items whose time has come. */
  deleteExpired(now: number, itemsMax: number): void {
    let left = itemsMax;
    for (const table of this.#tablesWithExpiry()) {
      const due = { from: oldestExpiry(now), before: tupleKey(Math.floor(now / 1000) + 1), limit: left };
      for (const { key } of table.expiry.range(due)) {
        const itemKey = key.subarray(expiryBytes);
        const item = table.read(itemKey);
        table.expiry.delete(key);
        this.write(table, itemKey, item, undefined);
        left--;
      }
    }
  }

  tags(arn: string): readonly Tag[] {
    return this.#tags.get(arn) ?? [];
  }

  setTags(arn: string, tags: readonly Tag[]): void {
    if (tags.length === 0) this.#tags.delete(arn);
    else this.#tags.put(arn, tags);
  }

  /** The fingerprint of the transaction that a token stands for, while it is remembered. */
  transactionToken(token: string, now: number): string | undefined {
    const known = this.#tokens.get(token);
    return known !== undefined && known.until > now ? known.fingerprint : undefined;
  }

  /** Remembers a token, and forgets those whose time is over. */
  keepTransactionToken(token: string, fingerprint: string, now: number): void {
    const until = now + transactionTokenMs;
    for (const old of this.#tokenTimes.list({ limit: tokensForgottenAtOnce })) {
      if (old.until > now) break;
      this.#tokenTimes.delete([old.until, old.token]);
      if ((this.#tokens.get(old.token)?.until ?? 0) <= now) this.#tokens.delete(old.token);
    }
    this.#tokens.put(token, { fingerprint, until });
    this.#tokenTimes.put([until, token], { until, token });
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
    this.#count(table, 0, 0, [{ index: index.definition, bytesBefore: undefined, bytesAfter: bytes, isMoved: false }]);
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

  #count(
    table: OpenTable,
    bytesBefore: number | undefined,
    bytesAfter: number | undefined,
    changes: readonly IndexChange[],
  ): void {
    const counts = this.counts(table);
    const own = changed(counts[""] ?? none, bytesBefore, bytesAfter);
    const next: Record<string, Counts> = {};
    for (const { index, bytesBefore: old, bytesAfter: fresh } of changes) {
      const current = counts[index.name] ?? none;
      const count = changed(current, old, fresh);
      if (count !== current) next[index.name] = count;
    }
    if (own === counts[""] && Object.keys(next).length === 0) return;
    this.#saveCounts(table, { ...counts, "": own, ...next });
  }

  #saveCounts(table: OpenTable, counts: TableCounts): void {
    this.#openCounts.set(table.definition.id, counts);
    this.#counts.put(table.definition.id, counts);
  }
}

function changed(counts: Counts, bytesBefore: number | undefined, bytesAfter: number | undefined): Counts {
  if (bytesBefore === bytesAfter) return counts;
  return {
    items: counts.items + (bytesAfter === undefined ? 0 : 1) - (bytesBefore === undefined ? 0 : 1),
    bytes: counts.bytes + (bytesAfter ?? 0) - (bytesBefore ?? 0),
  };
}

const withoutNames = (counts: TableCounts, names: readonly string[]): TableCounts =>
  Object.fromEntries(Object.entries(counts).filter(([name]) => !names.includes(name)));
