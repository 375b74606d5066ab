import { type Accepted, type Item, originAttributes, PipelineError, type PostgresTable } from "@millrace/pipeline";
import type { Client } from "pg";
import { type ColumnTypes, fitsColumn } from "../postgres/column-types.ts";
import { CopyIn } from "../postgres/copy-in.ts";
import { copyLine } from "../postgres/copy-text.ts";
import type { Database } from "../postgres/database.ts";
import { mergeSql } from "../postgres/merge-sql.ts";
import { quoted } from "../postgres/quoted.ts";
import { StagedKeys } from "../postgres/staged-keys.ts";
import { chunkTable, columnsOf, createChunkTable, migrate, missingColumns } from "../postgres/target-table.ts";
import type { SinkWriter, WriteCounts, WriteUnit } from "./sink-writer.ts";

export interface PostgresTarget {
  readonly database: Database;
  readonly sink: PostgresTable;
  /** The sink's name in the definition. */
  readonly name: string;
  /** What the schema says of the columns' types. */
  readonly contract: ColumnTypes;
}

const staging = "millrace_staging";
const memory = "SET temp_buffers = '32MB'; SET work_mem = '32MB'";

/**
 * Copies the rows of a unit into a staging table and merges them in the same transaction that records the unit: either all of it is in
 * the database and is known to be, or nothing.
 */
export class PostgresWriter implements SinkWriter {
  readonly #target: PostgresTarget;
  readonly #unit: WriteUnit;
  #client: Client | undefined;
  #columns: ColumnTypes = new Map();
  #staged = new Map<string, string>();
  readonly #keys: StagedKeys;
  #copy: { readonly sql: string; readonly into: CopyIn } | undefined;
  #rows = 0;
  /** What an earlier attempt has recorded, if it came that far. */
  #recorded: WriteCounts | undefined;

  constructor(target: PostgresTarget, unit: WriteUnit) {
    this.#target = target;
    this.#unit = unit;
    this.#keys = new StagedKeys(target.sink.key);
  }

  async write(rows: readonly Accepted[]): Promise<void> {
    const items = rows.flatMap((row) => this.#itemsOf(row));
    if (items.length === 0 || this.#recorded !== undefined) return;
    this.#client ??= await this.#begin();
    if (this.#recorded !== undefined) return;
    await this.#migrate(items);
    await this.#stage(items);
  }

  async close(): Promise<WriteCounts> {
    if (this.#client === undefined) return { stored: 0, existing: 0 };
    const client = this.#client;
    if (this.#recorded === undefined) {
      await this.#endCopy();
      this.#recorded = await this.#told(() => this.#merge(client));
    }
    await this.#end();
    return this.#recorded;
  }

  async abort(): Promise<void> {
    // Ending the connection also ends its transaction.
    await this.#end();
  }

  #itemsOf(row: Accepted): readonly Item[] {
    const { runId, arrivedAt } = this.#unit;
    const item = row.items[this.#target.name];
    if (item === undefined) return [];
    const { run, record, version } = originAttributes;
    return [{ [version]: arrivedAt, ...item, [run]: runId, [record]: row.ordinal }];
  }

  async #begin(): Promise<Client> {
    const client = await this.#target.database.connect();
    this.#client = client;
    await client.query("SELECT pg_advisory_lock(hashtext($1))", [`millrace.${chunkTable}`]);
    await client.query(createChunkTable);
    await client.query("SELECT pg_advisory_unlock(hashtext($1))", [`millrace.${chunkTable}`]);
    this.#columns = await columnsOf(client, this.#target.sink.table);
    // Before the first temporary table, and as much as a unit's rows have.
    await client.query(memory);
    await client.query("BEGIN");
    // Waits for whoever works on the same unit, until it is known whether that went well.
    const { rowCount } = await client.query(
      `INSERT INTO ${chunkTable} (run, chunk, sink) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
      this.#key,
    );
    if (rowCount === 0) this.#recorded = await this.#readRecord(client);
    else await client.query(`CREATE TEMPORARY TABLE ${staging} () ON COMMIT DROP`);
    return client;
  }

  async #readRecord(client: Client): Promise<WriteCounts> {
    const { rows } = await client.query<{ readonly stored: string; readonly existing: string }>(
      `SELECT stored, existing FROM ${chunkTable} WHERE run = $1 AND chunk = $2 AND sink = $3`,
      this.#key,
    );
    return { stored: Number(rows[0]?.stored ?? 0), existing: Number(rows[0]?.existing ?? 0) };
  }

  /** On a connection of its own: a change of the table would lock it until the end of the transaction. */
  async #migrate(items: readonly Item[]): Promise<void> {
    const { sink, contract, database } = this.#target;
    if (missingColumns(sink, items, contract, this.#columns).length === 0) return;
    const client = await database.connect();
    try {
      this.#columns = await migrate(client, sink, items, contract);
    } finally {
      await client.end();
    }
  }

  async #stage(items: readonly Item[]): Promise<void> {
    const names = new Set(items.flatMap((item) => Object.keys(item)));
    const columns = [...this.#columns].filter(([name]) => names.has(name));
    for (const item of items) this.#refuseMisfits(item, columns);
    const added = columns.filter(([name]) => !this.#staged.has(name));
    const declared = added.map(([name, type]) => `ADD COLUMN ${quoted(name)} ${type}`);
    const client = this.#client;
    if (client === undefined) return;
    if (added.length > 0) await this.#endCopy();
    if (added.length > 0) await client.query(`ALTER TABLE ${staging} ${declared.join(", ")}`);
    for (const [name, type] of added) this.#staged.set(name, type);
    const sql = `COPY ${staging} (${columns.map(([name]) => quoted(name)).join(", ")}) FROM STDIN`;
    if (this.#copy?.sql !== sql) {
      await this.#endCopy();
      this.#copy = { sql, into: client.query(new CopyIn(sql)) };
    }
    const { into } = this.#copy;
    const lines = items.map((item) => copyLine(columns.map(([name]) => item[name])));
    await this.#told(() => into.write(Buffer.from(lines.join(""))));
    this.#rows += items.length;
    this.#keys.note(items);
  }

  async #endCopy(): Promise<void> {
    const copy = this.#copy;
    this.#copy = undefined;
    if (copy !== undefined) await this.#told(() => copy.into.end());
  }

  #refuseMisfits(item: Item, columns: readonly (readonly [string, string])[]): void {
    for (const [name, type] of columns) {
      // A type that this room does not make is PostgreSQL's to check.
      if (fitsColumn(type, item[name])) continue;
      const record = String(item[originAttributes.record]);
      throw mismatch(
        `Cannot store record ${record}: column "${name}" of table "${this.#target.sink.table}" is ${type}`,
      );
    }
  }

  async #merge(client: Client): Promise<WriteCounts> {
    const { table, key, on } = this.#target.sink;
    const merged = await client.query(
      mergeSql({
        table,
        staging,
        key,
        on,
        columns: [...this.#staged.keys()],
        isOnce: this.#keys.areOnce(this.#staged),
      }),
    );
    const stored = on === "upsert" ? this.#rows : (merged.rowCount ?? 0);
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
