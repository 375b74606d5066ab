import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import type { IndexChange } from "./capacity.ts";

export interface Count {
  readonly items: number;
  readonly bytes: number;
}

/** Exact numbers of items and bytes: of the table under "", of each index under its name. */
export type TableCounts = Readonly<Record<string, Count>>;

const none: Count = { items: 0, bytes: 0 };

/** What every table holds. Counted in memory, and written once for all changes of one turn, in their transaction. */
export class Counts {
  readonly #database: Database;
  readonly #saved: Collection<TableCounts>;
  readonly #known = new Map<string, TableCounts>();
  readonly #changed = new Set<string>();

  constructor(database: Database) {
    this.#database = database;
    this.#saved = new Collection(database, "counts");
  }

  of(tableId: string): TableCounts {
    let counts = this.#known.get(tableId);
    if (counts === undefined) {
      counts = this.#saved.get(tableId) ?? {};
      this.#known.set(tableId, counts);
    }
    return counts;
  }

  set(tableId: string, counts: TableCounts): void {
    this.#known.set(tableId, counts);
    if (this.#changed.size === 0) this.#database.beforeCommit(() => this.#save());
    this.#changed.add(tableId);
  }

  /** Counts one write: an item of `before` bytes in place of one of `after` bytes, either of which may be absent. */
  add(tableId: string, before: number | undefined, after: number | undefined, changes: readonly IndexChange[]): void {
    const counts = this.of(tableId);
    const own = counted(counts[""] ?? none, before, after);
    const next: Record<string, Count> = {};
    for (const { index, bytesBefore, bytesAfter } of changes) {
      const current = counts[index.name] ?? none;
      const count = counted(current, bytesBefore, bytesAfter);
      if (count !== current) next[index.name] = count;
    }
    if (own === counts[""] && Object.keys(next).length === 0) return;
    this.set(tableId, { ...counts, "": own, ...next });
  }

  withoutIndexes(tableId: string, names: readonly string[]): void {
    this.set(tableId, Object.fromEntries(Object.entries(this.of(tableId)).filter(([name]) => !names.includes(name))));
  }

  delete(tableId: string): void {
    this.#known.delete(tableId);
    this.#changed.delete(tableId);
    this.#saved.delete(tableId);
  }

  #save(): void {
    for (const tableId of this.#changed) {
      const counts = this.#known.get(tableId);
      if (counts !== undefined) this.#saved.put(tableId, counts);
    }
    this.#changed.clear();
  }
}

function counted(count: Count, before: number | undefined, after: number | undefined): Count {
  if (before === after) return count;
  return {
    items: count.items + (after === undefined ? 0 : 1) - (before === undefined ? 0 : 1),
    bytes: count.bytes + (after ?? 0) - (before ?? 0),
  };
}
