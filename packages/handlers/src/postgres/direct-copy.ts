import type { Client } from "pg";
import { type CopyPart, TableCopy } from "./table-copy.ts";

/** So much is sent again, into the staging table, where a row turns out to be there already. */
const heldBytesMax = 8 * 1024 * 1024;

const savepoint = "millrace_copy";

/**
 * So long it waits for others who have rows of the same keys and have not committed. Waiting for them until the end would be a knot that
 * no database sees where they, in another table, wait for rows of this unit.
 */
const waitMs = 1_000;

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: unique_violation, deadlock_detected, lock_not_available */
const conflicts: ReadonlySet<unknown> = new Set(["23505", "40P01", "55P03"]);

/**
 * Copies rows straight into their table, which they are for as long as none of them is there: most rows of most files. Every few
 * megabytes stand behind a savepoint of their own, to which it goes back at the first row that is.
 */
export class DirectCopy {
  readonly #client: Client;
  readonly #copy: TableCopy;
  /** What was sent since the savepoint. */
  #held: CopyPart[] = [];
  #heldBytes = 0;
  #rows = 0;

  constructor(client: Client, table: string) {
    this.#client = client;
    this.#copy = new TableCopy(client, table);
  }

  /** How many rows are in the table and stay there. */
  get rows(): number {
    return this.#rows;
  }

  /** What has to go another way after a conflict, in its order. */
  get held(): readonly CopyPart[] {
    return this.#held;
  }

  /** False at a conflict, after which nothing more may be written. */
  async write(part: CopyPart): Promise<boolean> {
    if (this.#held.length === 0) {
      await this.#client.query(`SAVEPOINT ${savepoint}; SET LOCAL lock_timeout = ${waitMs}`);
    }
    this.#held.push(part);
    this.#heldBytes += part.bytes.length;
    const isFull = this.#heldBytes >= heldBytesMax;
    return this.#unlessConflict(async () => {
      await this.#copy.write(part);
      if (isFull) await this.#keep();
    });
  }

  end(): Promise<boolean> {
    return this.#unlessConflict(() => this.#keep());
  }

  /** Gives up what was sent since the savepoint, and with it its hold on the table; false where there is nothing. */
  async takeBack(): Promise<boolean> {
    if (this.#held.length === 0) return false;
    const isSound = await this.#unlessConflict(() => this.#copy.end());
    if (isSound) await this.#client.query(`ROLLBACK TO SAVEPOINT ${savepoint}`);
    return true;
  }

  async #keep(): Promise<void> {
    if (this.#held.length === 0) return;
    await this.#copy.end();
    await this.#client.query(`RELEASE SAVEPOINT ${savepoint}`);
    this.#rows += this.#held.reduce((rows, part) => rows + part.rows, 0);
    this.#held = [];
    this.#heldBytes = 0;
  }

  async #unlessConflict(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && conflicts.has(error.code))) throw error;
      this.#copy.forget();
      await this.#client.query(`ROLLBACK TO SAVEPOINT ${savepoint}`);
      return false;
    }
  }
}
