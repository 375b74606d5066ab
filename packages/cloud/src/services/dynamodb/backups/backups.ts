import { Collection } from "../../../kernel/store/collection.ts";
import type { Database } from "../../../kernel/store/database.ts";
import type { Entry, Table as Rows } from "../../../kernel/store/table.ts";
import type { Count } from "../counts.ts";
import type { TableDefinition } from "../model.ts";

/** A table as it was at one moment. */
export interface Backup {
  readonly arn: string;
  readonly name: string;
  readonly type: "USER" | "SYSTEM";
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Backups that the system made of deleted tables are gone some day. */
  readonly expiresAt?: number;
  readonly table: TableDefinition;
  readonly count: Count;
}

/** The backups of one account in one region, and the rows in them. */
export class Backups {
  readonly #database: Database;
  readonly #backups: Collection<Backup>;

  constructor(database: Database) {
    this.#database = database;
    this.#backups = new Collection(database, "backups");
  }

  add(backup: Backup, rows: Rows): void {
    this.#backups.put(backup.arn, backup);
    const copy = this.#rows(backup.arn);
    for (const { key, value } of rows.range()) copy.put(key, value);
  }

  find(arn: string, now: number): Backup | undefined {
    const backup = this.#backups.get(arn);
    return backup !== undefined && isKept(backup, now) ? backup : undefined;
  }

  *list(now: number, after: string | undefined): IterableIterator<Backup> {
    for (const backup of this.#backups.list(after === undefined ? {} : { after })) {
      if (isKept(backup, now)) yield backup;
    }
  }

  rows(arn: string): IterableIterator<Entry> {
    return this.#rows(arn).range();
  }

  delete(arn: string): void {
    this.#backups.delete(arn);
    this.#rows(arn).drop();
  }

  #rows(arn: string): Rows {
    return this.#database.table(`backup/${arn}`);
  }
}

const isKept = ({ expiresAt }: Backup, now: number): boolean => expiresAt === undefined || expiresAt > now;
