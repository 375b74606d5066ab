import type { Engine, Statement } from "./engine.ts";
import type { Entry, Range, Table } from "./table.ts";

/**
 * Rows are read in pages, so that a range may be walked while its table is written to, in bounded memory. A page has as
 * many rows as fit into its characters at the size that rows of this table had lately.
 */
const pageRowsMax = 128;
const pageRowsMin = 4;
const pageChars = 512 * 1024;
/** How much of what is known about the size of rows a new one replaces. */
const newsShare = 1 / 16;

interface Turn {
  beginTurn(): void;
}

/** What tells where a row stands: a key is a buffer of its own, which costs more than the value beside it. */
interface Places {
  readonly k: Uint8Array;
  readonly rowid: number;
}

type PageRow<Place extends keyof Places> = readonly [value: string, place: Places[Place]];

/**
 * A rowid table with a unique index on its key: with values of a kilobyte four to five times faster than WITHOUT ROWID.
 */
export class SqliteTable implements Table {
  readonly #engine: Engine;
  readonly #name: string;
  readonly #turn: Turn;
  readonly #statements = new Map<string, Statement>();
  #exists: boolean;
  #rowChars = pageChars / pageRowsMax;

  constructor(engine: Engine, name: string, turn: Turn) {
    this.#engine = engine;
    this.#name = `"${name.replaceAll('"', '""')}"`;
    this.#turn = turn;
    this.#exists =
      engine.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(name) !== undefined;
  }

  get(key: Uint8Array): string | undefined {
    if (!this.#exists) return undefined;
    return this.#statement("SELECT v FROM :table WHERE k = ?").get(key)?.[0];
  }

  put(key: Uint8Array, value: string): void {
    this.#turn.beginTurn();
    if (!this.#exists) this.#create();
    this.#rowChars += (value.length - this.#rowChars) * newsShare;
    this.#statement("INSERT INTO :table VALUES (?, ?) ON CONFLICT (k) DO UPDATE SET v = excluded.v").run(key, value);
  }

  delete(key: Uint8Array): boolean {
    if (!this.#exists) return false;
    this.#turn.beginTurn();
    return Number(this.#statement("DELETE FROM :table WHERE k = ?").run(key).changes) > 0;
  }

  count(): number {
    if (!this.#exists) return 0;
    return this.#statement("SELECT count(*) FROM :table").get()?.[0];
  }

  drop(): void {
    if (!this.#exists) return;
    this.#turn.beginTurn();
    this.#statements.clear();
    this.#engine.exec(`DROP TABLE ${this.#name}`);
    this.#exists = false;
  }

  *range(range: Range = {}): IterableIterator<Entry> {
    for (const page of this.#pages(range, "k")) {
      for (const [value, key] of page) yield { key: bufferOf(key), value };
    }
  }

  *values(range: Range = {}): IterableIterator<string> {
    for (const page of this.#pages(range, "rowid")) {
      for (const [value] of page) yield value;
    }
  }

  *#pages<Place extends keyof Places>(range: Range, place: Place): IterableIterator<readonly PageRow<Place>[]> {
    let left = range.limit ?? Number.POSITIVE_INFINITY;
    let rest: Range = range;
    while (left > 0 && this.#exists) {
      const want = Math.min(left, this.#pageRows());
      const page = this.#page(rest, place, want);
      this.#learn(page);
      left -= page.length;
      const last = page.length === want && left > 0 ? page.at(-1) : undefined;
      // Asked for before the page is looked at: who walks a range may delete what was just read.
      const end = last === undefined ? undefined : this.#keyAt(last[1]);
      yield page;
      if (end === undefined) return;
      rest = range.reverse ? { ...without(rest, "to"), before: end } : { ...without(rest, "from"), after: end };
    }
  }

  #keyAt(place: Uint8Array | number): Uint8Array {
    if (typeof place !== "number") return place;
    return this.#statement("SELECT k FROM :table WHERE rowid = ?").get(place)?.[0];
  }

  #pageRows(): number {
    return Math.min(pageRowsMax, Math.max(pageRowsMin, Math.floor(pageChars / (this.#rowChars + 1))));
  }

  #learn(page: readonly PageRow<keyof Places>[]): void {
    if (page.length === 0) return;
    let chars = 0;
    for (const [value] of page) chars += value.length;
    const share = Math.min(1, page.length * newsShare);
    this.#rowChars += (chars / page.length - this.#rowChars) * share;
  }

  #page<Place extends keyof Places>(range: Range, place: Place, limit: number): PageRow<Place>[] {
    const bounds = [
      ["k >= ?", range.from],
      ["k > ?", range.after],
      ["k < ?", range.before],
      ["k <= ?", range.to],
    ] as const;
    const used = bounds.filter(([, key]) => key !== undefined);
    const where = used.length === 0 ? "" : `WHERE ${used.map(([test]) => test).join(" AND ")}`;
    const order = range.reverse ? "DESC" : "ASC";
    const statement = this.#statement(`SELECT v, ${place} FROM :table ${where} ORDER BY k ${order} LIMIT ?`);
    const keys = used.flatMap(([, key]) => (key === undefined ? [] : [key]));
    return statement.all(...keys, limit) as unknown as PageRow<Place>[];
  }

  #create(): void {
    this.#engine.exec(`CREATE TABLE IF NOT EXISTS ${this.#name} (k BLOB PRIMARY KEY, v TEXT NOT NULL)`);
    this.#exists = true;
  }

  #statement(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#engine.prepare(sql.replace(":table", this.#name));
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function without(range: Range, bound: "from" | "to"): Range {
  const { [bound]: _, ...rest } = range;
  return rest;
}
