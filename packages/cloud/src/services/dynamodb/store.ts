import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import type { Range } from "../../kernel/store/table.ts";
import type { IndexChange } from "./capacity.ts";
import { resourceNotFound } from "./errors.ts";
import { indexEntry } from "./indexes/index-entry.ts";
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

const none: Counts = { items: 0, bytes: 0 };

/** The tables of one account in one region, and everything in them. */
export class DynamoDbStore {
  readonly #database: Database;
  readonly #arnPrefix: string;
  readonly #definitions: Collection<TableDefinition>;
  readonly #counts: Collection<TableCounts>;
  readonly #tags: Collection<readonly Tag[]>;
  readonly #open = new Map<string, OpenTable>();
  readonly #openCounts = new Map<string, TableCounts>();

  constructor(database: Database, scope: Scope) {
    this.#database = database;
    this.#arnPrefix = tableArn(scope.region, scope.account, "");
    this.#definitions = new Collection(database, "tables");
    this.#counts = new Collection(database, "counts");
    this.#tags = new Collection(database, "tags");
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

  deleteTable(table: OpenTable): void {
    const { name, id, arn } = table.definition;
    this.#definitions.delete(name);
    this.#counts.delete(id);
    this.#tags.delete(arn);
    this.#open.delete(name);
    this.#openCounts.delete(id);
    table.rows.drop();
    for (const index of table.indexes) index.rows.drop();
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
    this.#count(table, before?.bytes, after?.bytes, changes);
    return changes;
  }

  /** Copies up to `itemsMax` items after `after` into an index; answers the last key, or undefined at the end. */
  backfill(table: OpenTable, indexName: string, after: Uint8Array | undefined, itemsMax: number): Buffer | undefined {
    const index = table.indexes.find(({ definition }) => definition.name === indexName);
    if (index === undefined) return undefined;
    const range: Range = { limit: itemsMax, ...(after === undefined ? {} : { after }) };
    let seen = 0;
    let last: Buffer | undefined;
    for (const { key, value } of table.rows.range(range)) {
      last = key;
      seen++;
      const entry = indexEntry(table.definition, index.definition, key, StoredItem.parse(value));
      if (entry === undefined || index.rows.get(entry.key) !== undefined) continue;
      index.rows.put(entry.key, entry.value.row);
      const { bytes } = entry.value;
      const change = { index: index.definition, bytesBefore: undefined, bytesAfter: bytes, isMoved: false };
      this.#count(table, 0, 0, [change]);
    }
    return seen < itemsMax ? undefined : last;
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
    const table = new OpenTable(definition, rows, indexes);
    this.#open.set(definition.name, table);
    return table;
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
