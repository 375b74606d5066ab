import type { Client } from "pg";
import { CopyIn } from "./copy-in.ts";
import { quoted } from "./quoted.ts";

/** Some rows as COPY reads them. */
export interface CopyPart {
  readonly columns: readonly string[];
  readonly bytes: Buffer;
  readonly rows: number;
}

/** Copies rows into one table, in one COPY for as long as they have the same columns. */
export class TableCopy {
  readonly #client: Client;
  readonly #table: string;
  #copy: { readonly sql: string; readonly into: CopyIn } | undefined;

  constructor(client: Client, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** Throws what the server has said of what was written before. */
  async write({ columns, bytes }: CopyPart): Promise<void> {
    const sql = `COPY ${quoted(this.#table)} (${columns.map(quoted).join(", ")}) FROM STDIN`;
    if (this.#copy?.sql !== sql) {
      await this.end();
      this.#copy = { sql, into: this.#client.query(new CopyIn(sql)) };
    }
    await this.#copy.into.write(bytes);
  }

  async end(): Promise<void> {
    const copy = this.#copy;
    this.#copy = undefined;
    await copy?.into.end();
  }

  /** Forgets a COPY that the server has ended. */
  forget(): void {
    this.#copy = undefined;
  }
}
