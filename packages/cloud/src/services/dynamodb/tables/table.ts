import type { Table as Rows } from "../../../kernel/store/table.ts";
import { validation } from "../errors.ts";
import type { IndexDefinition, TableDefinition } from "../model.ts";
import { StoredItem } from "../values/stored-item.ts";

export interface OpenIndex {
  readonly definition: IndexDefinition;
  readonly rows: Rows;
}

/** A table as the operations see it: what it is, and where its items are. Only the store changes any of it. */
export class OpenTable {
  readonly definition: TableDefinition;
  readonly rows: Rows;
  readonly indexes: readonly OpenIndex[];
  /** Keys of the items that will expire, by the second; used while the table has a time to live. */
  readonly expiry: Rows;

  constructor(definition: TableDefinition, rows: Rows, indexes: readonly OpenIndex[], expiry: Rows) {
    this.definition = definition;
    this.rows = rows;
    this.indexes = indexes;
    this.expiry = expiry;
  }

  read(key: Uint8Array): StoredItem | undefined {
    const row = this.rows.get(key);
    return row === undefined ? undefined : StoredItem.parse(row);
  }

  index(name: string): OpenIndex {
    const index = this.indexes.find(({ definition }) => definition.name === name);
    if (index === undefined) throw validation(`The table does not have the specified index: ${name}`);
    if (index.definition.isBackfilling) {
      throw validation(`Cannot read from backfilling global secondary index: ${name}`);
    }
    return index;
  }
}
