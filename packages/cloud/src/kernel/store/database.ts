import type { Table } from "./table.ts";

/** The durable state of one service in one scope: named tables of ordered binary keys and text values. */
export interface Database {
  /** Opens the table `name`, made at its first write. Any characters may stand in a name. */
  table(name: string): Table;
  /** Runs `write` right before what is being written now is committed, as part of the same transaction. */
  beforeCommit(write: () => void): void;
}
