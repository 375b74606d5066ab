import type { Client, FieldDef, QueryArrayConfig } from "pg";
import { tooLarge } from "./errors.ts";

/** What a statement gave, its values as the server wrote them. */
export interface Result {
  readonly command: string;
  readonly rowCount: number;
  readonly fields: readonly FieldDef[];
  readonly rows: readonly (readonly (string | null)[])[];
}

interface Login {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.limitations.html */
const resultBytesMax = 1024 * 1024;

/** A connection to a database, which runs one statement after the other. */
export class Session {
  readonly #client: Client;
  #done: Promise<unknown> = Promise.resolve();

  private constructor(client: Client) {
    this.#client = client;
  }

  static async open(login: Login): Promise<Session> {
    const { default: pg } = await import("pg");
    const client = new pg.Client({ host: "127.0.0.1", ...login });
    // A connection that breaks fails its statement, which is where it is heard of.
    client.on("error", () => undefined);
    await client.connect();
    return new Session(client);
  }

  onEnd(run: () => void): void {
    this.#client.on("end", run);
  }

  /** A result of more than a megabyte is given up as it comes. */
  run(text: string, values: readonly (string | null)[] = []): Promise<Result> {
    const ran = this.#done.then(() => this.#run(text, values));
    this.#done = ran.catch(() => undefined);
    return ran;
  }

  async end(): Promise<void> {
    await this.#client.end().catch(() => undefined);
  }

  async #run(text: string, values: readonly (string | null)[]): Promise<Result> {
    const { default: pg } = await import("pg");
    const rows: (string | null)[][] = [];
    let bytes = 0;
    return await new Promise((resolve, reject) => {
      const config: QueryArrayConfig & { readonly queryMode: "extended" } = {
        text,
        values: [...values],
        rowMode: "array",
        // One statement at a time, as the extended protocol has it.
        queryMode: "extended",
        types: { getTypeParser: () => (value: string) => value },
      };
      const query = new pg.Query<(string | null)[]>(config);
      query.on("row", (row) => {
        bytes += row.reduce((sum, value) => sum + Buffer.byteLength(value ?? ""), 0);
        if (bytes <= resultBytesMax) rows.push(row);
      });
      query.on("error", reject);
      query.on("end", ({ command, rowCount, fields }) => {
        if (bytes > resultBytesMax) reject(tooLarge());
        else resolve({ command, rowCount: rowCount ?? 0, fields, rows });
      });
      this.#client.query(query);
    });
  }
}
