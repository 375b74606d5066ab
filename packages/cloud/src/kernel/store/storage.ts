import type { Database } from "./database.ts";
import { type Engine, openEngine, type Statement } from "./engine.ts";
import { SqliteTable } from "./sqlite-table.ts";
import type { Table } from "./table.ts";

/**
 * What survives: `process` keeps every acknowledged change when the process is killed, `full` also when the power fails
 * (one fsync per commit), `none` promises nothing and suits throw-away clouds.
 */
export type Durability = "none" | "process" | "full";

const synchronous = { none: "OFF", process: "NORMAL", full: "FULL" } as const;

/** Pages of write-ahead log before it is moved into the database: the smallest stalls measured among 1,000 to 8,000. */
const checkpointPages = 2000;
/** Filled only as it is used. Of a database that is not mapped it holds all but the outermost pages: see decision 0082. */
const cacheKibibytes = 32 * 1024;
/** From this size on the file is mapped into memory, where a page that is not in the cache costs no copy. */
const mappedBytesMin = 256 * 1024 * 1024;
/** SQLite maps no more than this. https://www.sqlite.org/mmap.html */
const mappedBytesMax = 0x7fff0000;
/** How often it is looked whether the database has grown that large. */
const commitsPerLook = 4096;

/**
 * The one SQLite database of a cloud. All writes of one event-loop turn form one transaction (group commit): the first
 * write opens it, and it is committed once everything else that was ready in that turn has run.
 */
export class Storage {
  readonly #engine: Engine;
  readonly #tables = new Map<string, SqliteTable>();
  readonly #writes = new Map<string, number>();
  readonly #begin: Statement;
  readonly #commit: Statement;
  #commits = 0;
  #isMapped = false;
  #committed: Promise<void> | undefined;
  #beforeCommit: (() => void)[] = [];
  #afterCommit: (() => void)[] = [];

  private constructor(engine: Engine) {
    this.#engine = engine;
    this.#begin = engine.prepare("BEGIN IMMEDIATE");
    this.#commit = engine.prepare("COMMIT");
    this.#mapIfLarge();
  }

  /** Opens or makes the database in `file`; `:memory:` keeps nothing. Throws StorageInUse when another process has it. */
  static open(file: string, durability: Durability): Storage {
    const engine = openEngine(file);
    try {
      // Exclusive locking spares a system call per read and keeps a second cloud out of the folder.
      engine.exec(`
        PRAGMA locking_mode = EXCLUSIVE;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = ${synchronous[durability]};
        PRAGMA wal_autocheckpoint = ${checkpointPages};
        PRAGMA cache_size = -${cacheKibibytes};
        PRAGMA temp_store = MEMORY;
        BEGIN IMMEDIATE; COMMIT;
      `);
    } catch (error) {
      engine.close();
      throw isBusy(error) ? new StorageInUse(file) : error;
    }
    return new Storage(engine);
  }

  /** Tables whose names begin with `prefix`, as a database of their own. */
  database(prefix: string): Database {
    return { table: (name) => this.#table(`${prefix}/${name}`), beforeCommit: (write) => this.beforeCommit(write) };
  }

  /** How often anything was written, by what the names of its tables begin with: a service. */
  get writes(): ReadonlyMap<string, number> {
    return this.#writes;
  }

  /** Resolves once everything written so far is committed; undefined when nothing is waiting. */
  settled(): Promise<void> | undefined {
    return this.#committed;
  }

  /** Runs `run` once what is being written now is committed: at once when nothing is. Dropped if the commit fails. */
  afterCommit(run: () => void): void {
    if (this.#committed === undefined) run();
    else this.#afterCommit.push(run);
  }

  /** Runs `write` right before this turn's commit: for sums and counts that many writes of one turn change. */
  beforeCommit(write: () => void): void {
    this.beginTurn();
    this.#beforeCommit.push(write);
  }

  /** Opens this turn's transaction. Called before every write. */
  beginTurn(): void {
    if (this.#committed !== undefined) return;
    this.#begin.run();
    this.#committed = new Promise((resolve, reject) => {
      setImmediate(() => {
        const ready = this.#afterCommit;
        this.#afterCommit = [];
        try {
          for (const write of this.#beforeCommit.splice(0)) write();
          this.#commit.run();
        } catch (error) {
          this.#engine.exec("ROLLBACK");
          this.#committed = undefined;
          return reject(error);
        }
        this.#committed = undefined;
        this.#commits++;
        if (this.#commits % commitsPerLook === 0) this.#mapIfLarge();
        resolve();
        for (const run of ready) run();
      });
    });
    // A failed commit is told to whoever awaits it; without a waiter it must not end the process.
    this.#committed.catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.#committed;
    // Statements that nobody can finalize keep the connection half open; leaving WAL gives the file free all the same.
    this.#engine.exec("PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL; SELECT 1 FROM sqlite_master;");
    this.#engine.close();
  }

  #mapIfLarge(): void {
    if (this.#isMapped) return;
    const pages = this.#engine.prepare("PRAGMA page_count").get()?.[0];
    const pageBytes = this.#engine.prepare("PRAGMA page_size").get()?.[0];
    if (pages * pageBytes < mappedBytesMin) return;
    this.#engine.exec(`PRAGMA mmap_size = ${mappedBytesMax}`);
    this.#isMapped = true;
  }

  #table(name: string): Table {
    let table = this.#tables.get(name);
    if (table === undefined) {
      const owner = name.split("/", 1)[0] ?? name;
      const beginTurn = (): void => {
        this.#writes.set(owner, (this.#writes.get(owner) ?? 0) + 1);
        this.beginTurn();
      };
      table = new SqliteTable(this.#engine, name, { beginTurn });
      this.#tables.set(name, table);
    }
    return table;
  }
}

export class StorageInUse extends Error {
  constructor(file: string) {
    super(`Cannot open "${file}" as another process is using it: stop that one first, or choose another folder`);
    this.name = "StorageInUse";
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && /database is locked|SQLITE_BUSY/.test(error.message);
