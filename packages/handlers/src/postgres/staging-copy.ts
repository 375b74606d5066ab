import type { PostgresTable } from "@millrace/pipeline";
import type { Client } from "pg";
import type { ColumnTypes } from "./column-types.ts";
import { type Merge, mergeSql } from "./merge-sql.ts";
import { quoted } from "./quoted.ts";
import { type CopyPart, TableCopy } from "./table-copy.ts";

const staging = "millrace_staging";
/** Before the first temporary table of a connection, and as much as a unit's rows have. */
const memory = "SET LOCAL temp_buffers = '32MB'; SET LOCAL work_mem = '32MB'";

/** Copies rows beside their table, to be merged into it where rows of theirs are there already. */
export class StagingCopy {
  readonly #client: Client;
  readonly #copy: TableCopy;
  readonly #staged = new Set<string>();

  private constructor(client: Client) {
    this.#client = client;
    this.#copy = new TableCopy(client, staging);
  }

  static async open(client: Client): Promise<StagingCopy> {
    await client.query(`SET LOCAL lock_timeout = 0; ${memory}; CREATE TEMPORARY TABLE ${staging} () ON COMMIT DROP`);
    return new StagingCopy(client);
  }

  async write(part: CopyPart, types: ColumnTypes): Promise<void> {
    const added = part.columns.filter((name) => !this.#staged.has(name));
    if (added.length > 0) {
      await this.#copy.end();
      const declared = added.map((name) => `ADD COLUMN ${quoted(name)} ${types.get(name)}`);
      await this.#client.query(`ALTER TABLE ${staging} ${declared.join(", ")}`);
      for (const name of added) this.#staged.add(name);
    }
    await this.#copy.write(part);
  }

  /** So that the connection can be used for something else; writing may go on afterwards. */
  pause(): Promise<void> {
    return this.#copy.end();
  }

  /** How many rows of the table are other ones now. */
  async merge({ table, key, on }: PostgresTable, how: Pick<Merge, "isOnce" | "keepsSame">): Promise<number> {
    await this.pause();
    const columns = [...this.#staged];
    const { rowCount } = await this.#client.query(mergeSql({ table, staging, key, on, columns, ...how }));
    return rowCount ?? 0;
  }
}
