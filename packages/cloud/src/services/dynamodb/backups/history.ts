import type { Clock } from "@millrace/core";
import type { Database } from "../../../kernel/store/database.ts";
import { tupleKey } from "../../../kernel/store/keys.ts";
import type { Table as Rows } from "../../../kernel/store/table.ts";
import type { TableDefinition } from "../model.ts";
import { sequenceAt, sequenceOfKey, timeOfSequence } from "../streams/stream.ts";
import { recoveryDaysMax } from "../tables/continuous-backups.ts";

const dayMs = 24 * 60 * 60 * 1000;
const forgottenAtOnceMax = 1000;
/** Stands between the key of an item and its row; base64 does not have it. */
const separator = " ";

/** What an item was before a change; `row` is undefined where there was none. */
export interface Former {
  readonly key: Buffer;
  readonly row: string | undefined;
}

/**
 * What point-in-time recovery needs: for every change the row that it replaced. A table as it was is the table as it is
 * with the changes since then taken back, the last one first.
 */
export class History {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #lastSequences = new Map<string, number>();
  #dueListener: (at: number) => void = () => undefined;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  keep(table: TableDefinition, key: Uint8Array, row: string | undefined): void {
    const now = this.#clock.now();
    const sequence = Math.max(sequenceAt(now), this.#lastSequence(table.id) + 1);
    this.#lastSequences.set(table.id, sequence);
    this.#rows(table.id).put(tupleKey(sequence), Buffer.from(key).toString("base64") + separator + (row ?? ""));
    this.#dueListener(now + keptMs(table));
  }

  /** What every change after `time` replaced, the last change first. */
  *since(table: TableDefinition, time: number): IterableIterator<Former> {
    for (const value of this.#rows(table.id).values({ from: tupleKey(sequenceAt(time + 1)), reverse: true })) {
      const end = value.indexOf(separator);
      const row = value.slice(end + 1);
      yield { key: Buffer.from(value.slice(0, end), "base64"), row: row === "" ? undefined : row };
    }
  }

  forget(tableId: string): void {
    this.#rows(tableId).drop();
    this.#lastSequences.delete(tableId);
  }

  onDue(listener: (at: number) => void): void {
    this.#dueListener = listener;
  }

  /** Forgets some of what is too old to be recovered. Answers when there will be more. */
  sweep(table: TableDefinition, now: number): number | undefined {
    if (table.recoverableSince === undefined) return undefined;
    const rows = this.#rows(table.id);
    const before = tupleKey(sequenceAt(now - keptMs(table)));
    for (const { key } of rows.range({ before, limit: forgottenAtOnceMax })) rows.delete(key);
    const [left] = [...rows.range({ limit: 1 })];
    return left === undefined ? undefined : timeOfSequence(sequenceOfKey(left.key)) + keptMs(table) + 1;
  }

  #lastSequence(tableId: string): number {
    const known = this.#lastSequences.get(tableId);
    if (known !== undefined) return known;
    const [last] = [...this.#rows(tableId).range({ reverse: true, limit: 1 })];
    return last === undefined ? 0 : sequenceOfKey(last.key);
  }

  #rows(tableId: string): Rows {
    return this.#database.table(`history/${tableId}`);
  }
}

const keptMs = ({ recoveryDays = recoveryDaysMax }: TableDefinition): number => recoveryDays * dayMs;
