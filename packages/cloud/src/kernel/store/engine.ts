import { createRequire } from "node:module";

/** SQLite, as much of it as is used here. https://nodejs.org/api/sqlite.html */
export interface Engine {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

export interface Statement {
  get(...parameters: readonly unknown[]): unknown;
  all(...parameters: readonly unknown[]): unknown[];
  run(...parameters: readonly unknown[]): { readonly changes: number | bigint };
}

interface SqliteModule {
  readonly DatabaseSync: new (file: string) => Engine;
}

/** SQLite as the running Node has it, else the same API from a package with prebuilt binaries. */
export function openEngine(file: string): Engine {
  const { DatabaseSync } = builtinSqlite() ?? packagedSqlite();
  return new DatabaseSync(file);
}

function builtinSqlite(): SqliteModule | undefined {
  return silently(() => {
    try {
      return process.getBuiltinModule?.("node:sqlite") as unknown as SqliteModule | undefined;
    } catch {
      return undefined;
    }
  });
}

const packagedSqlite = (): SqliteModule => createRequire(import.meta.url)("@photostructure/sqlite");

/** Node 22 warns that its SQLite is experimental; our users did not choose it and can do nothing about it. */
function silently<Result>(load: () => Result): Result {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}
