import { type Accepted, type Item, originAttributes, PipelineError, type PostgresTable } from "@millrace/pipeline";
import type { Client } from "pg";
import { type ColumnTypes, isKnownType } from "../postgres/column-types.ts";
import { copyLines } from "../postgres/copy-text.ts";
import type { Database } from "../postgres/database.ts";
import { DirectCopy } from "../postgres/direct-copy.ts";
import type { Merge } from "../postgres/merge-sql.ts";
import { StagedKeys } from "../postgres/staged-keys.ts";
import { StagingCopy } from "../postgres/staging-copy.ts";
import type { CopyPart } from "../postgres/table-copy.ts";
import {
  alter,
  chunkTable,
  columnsOf,
  createChunkTable,
  migrate,
  missingColumns,
  namesIn,
} from "../postgres/target-table.ts";
import type { SinkWriter, WriteCounts, WriteUnit } from "./sink-writer.ts";

export interface PostgresTarget {
  readonly database: Database;
  readonly sink: PostgresTable;
  /** The sink's name in the definition. */
  readonly name: string;
  /** What the schema says of the columns' types. */
  readonly contract: ColumnTypes;
}

/**
 * Copies the rows of a unit into their table, or, from the first one on that is there already, into a staging table that is merged with
 * it, in the same transaction that records the unit: either all of it is in the database and is known to be, or nothing.
 */
export class PostgresWriter implements SinkWriter {
  readonly #target: PostgresTarget;
  readonly #unit: WriteUnit;
  #client: Client | undefined;
  #columns: ColumnTypes = new Map();
  #direct: DirectCopy | undefined;
  #staging: StagingCopy | undefined;
  readonly #keys: StagedKeys;
  #rows = 0;
  /** What an earlier attempt has recorded, if it came that far. */
  #recorded: WriteCounts | undefined;

  constructor(target: PostgresTarget, unit: WriteUnit) {
    this.#target = target;
    this.#unit = unit;
    this.#keys = new StagedKeys(target.sink.key);
  }

  async write(rows: readonly Accepted[]): Promise<void> {
    const items = this.#itemsOf(rows);
    if (items.length === 0 || this.#recorded !== undefined) return;
    this.#client ??= await this.#begin();
    if (this.#recorded !== undefined) return;
    await this.#told(() => this.#migrate(items));
    const part = this.#partOf(items);
    await this.#told(() => this.#put(part));
    this.#rows += items.length;
    this.#keys.note(items);
  }

  async close(): Promise<WriteCounts> {
    const client = this.#client;
    if (client === undefined) return { stored: 0, existing: 0 };
    this.#recorded ??= await this.#told(() => this.#record(client));
    await this.#end();
    return this.#recorded;
  }

  async abort(): Promise<void> {
    // Ending the connection also ends its transaction.
    await this.#end();
  }

  #itemsOf(rows: readonly Accepted[]): readonly Item[] {
    const { runId, arrivedAt } = this.#unit;
    const { run, record, version } = originAttributes;
    const items: Item[] = [];
    for (const { items: all, ordinal } of rows) {
      const item = all[this.#target.name];
      if (item !== undefined) items.push({ [version]: arrivedAt, ...item, [run]: runId, [record]: ordinal });
    }
    return items;
  }

  async #begin(): Promise<Client> {
    const client = await this.#target.database.connect();
    this.#client = client;
    await client.query("SELECT pg_advisory_lock(hashtext($1))", [`millrace.${chunkTable}`]);
    await client.query(createChunkTable);
    await client.query("SELECT pg_advisory_unlock(hashtext($1))", [`millrace.${chunkTable}`]);
    this.#columns = await columnsOf(client, this.#target.sink.table);
    await client.query("BEGIN");
    // Waits for whoever works on the same unit, until it is known whether that went well.
    const { rowCount } = await client.query(
      `INSERT INTO ${chunkTable} (run, chunk, sink) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
      this.#key,
    );
    if (rowCount === 0) this.#recorded = await this.#readRecord(client);
    else this.#direct = new DirectCopy(client, this.#target.sink.table);
    return client;
  }

  async #readRecord(client: Client): Promise<WriteCounts> {
    const { rows } = await client.query<{ readonly stored: string; readonly existing: string }>(
      `SELECT stored, existing FROM ${chunkTable} WHERE run = $1 AND chunk = $2 AND sink = $3`,
      this.#key,
    );
    return { stored: Number(rows[0]?.stored ?? 0), existing: Number(rows[0]?.existing ?? 0) };
  }

  async #migrate(items: readonly Item[]): Promise<void> {
    const { sink, contract, database } = this.#target;
    if (missingColumns(sink, items, contract, this.#columns).length === 0) return;
    if (this.#staging === undefined && (await this.#direct?.takeBack()) === true) await this.#stageHeld();
    if (this.#client !== undefined && (this.#direct?.rows ?? 0) > 0) {
      // With rows in the table, this transaction would have to wait for itself.
      await this.#staging?.pause();
      this.#columns = await alter(this.#client, sink, items, contract);
      return;
    }
    // On a connection of its own: a change of the table would lock it until the end of the transaction.
    const client = await database.connect();
    try {
      this.#columns = await migrate(client, sink, items, contract);
    } finally {
      await client.end();
    }
  }

  #partOf(items: readonly Item[]): CopyPart {
    const names = namesIn(items);
    const columns = [...this.#columns].filter(([name]) => names.has(name));
    const bytes = copyLines(items, columns);
    if (Buffer.isBuffer(bytes)) return { columns: columns.map(([name]) => name), bytes, rows: items.length };
    const { item, column, type } = bytes;
    const record = String(item[originAttributes.record]);
    const { table } = this.#target.sink;
    throw mismatch(`Cannot store record ${record}: column "${column}" of table "${table}" is ${type}`);
  }

  async #put(part: CopyPart): Promise<void> {
    if (this.#staging !== undefined) await this.#staging.write(part, this.#columns);
    else if ((await this.#direct?.write(part)) === false) await this.#stageHeld();
  }

  /** What cannot stay in the table, as rows of it were there already, goes into the staging table, as does all that follows. */
  async #stageHeld(): Promise<void> {
    if (this.#client === undefined) return;
    this.#staging = await StagingCopy.open(this.#client);
    for (const part of this.#direct?.held ?? []) await this.#staging.write(part, this.#columns);
  }

  async #record(client: Client): Promise<WriteCounts> {
    if (this.#staging === undefined && (await this.#direct?.end()) === false) await this.#stageHeld();
    const { sink } = this.#target;
    const merged = (await this.#staging?.merge(sink, this.#how)) ?? 0;
    const stored = sink.on === "upsert" ? this.#rows : (this.#direct?.rows ?? 0) + merged;
    const counts = { stored, existing: this.#rows - stored };
    await client.query(
      `UPDATE ${chunkTable} SET stored = $4, existing = $5 WHERE run = $1 AND chunk = $2 AND sink = $3`,
      [...this.#key, counts.stored, counts.existing],
    );
    await client.query("COMMIT");
    return counts;
  }

  /** What PostgreSQL says of values goes into the ledger, so it must not quote them. */
  async #told<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      // Data exceptions and violated constraints: https://www.postgresql.org/docs/current/errcodes-appendix.html
      if (!/^2[23]/.test(code)) throw error;
      throw mismatch(`Cannot store rows in table "${this.#target.sink.table}": PostgreSQL refuses a value (${code})`);
    }
  }

  get #how(): Pick<Merge, "isOnce" | "keepsSame"> {
    // A type that somebody else gave a column may have no equality: json.
    const areComparable = [...this.#columns.values()].every(isKnownType);
    return { isOnce: this.#keys.areOnce(this.#columns), keepsSame: !this.#unit.isPart && areComparable };
  }

  async #end(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.end();
  }

  get #key(): [string, number, string] {
    const { runId, generation, chunk } = this.#unit;
    return [generation === 0 ? runId : `${runId}#${generation}`, chunk, this.#target.name];
  }
}

const mismatch = (message: string): PipelineError => new PipelineError("column-mismatch", message);
