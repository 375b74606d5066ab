import { createRequire } from "node:module";

/** SQLite, as much of it as is used here. https://nodejs.org/api/sqlite.html */
export interface Engine {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

/** Rows are arrays of their columns: objects take half as long again to make. */
export interface Statement {
  get(...parameters: readonly unknown[]): Row | undefined;
  all(...parameters: readonly unknown[]): Row[];
  run(...parameters: readonly unknown[]): { readonly changes: number | bigint };
}

// biome-ignore lint/suspicious/noExplicitAny: what stands in a column is known where the statement is written
type Row = readonly any[];

interface SqliteModule {
  readonly DatabaseSync: new (file: string) => NativeEngine;
}

interface NativeEngine {
  exec(sql: string): void;
  prepare(sql: string): NativeStatement;
  close(): void;
}

interface NativeStatement {
  get(...parameters: readonly unknown[]): object | undefined;
  all(...parameters: readonly unknown[]): object[];
  run(...parameters: readonly unknown[]): { readonly changes: number | bigint };
  /** Since Node 22.16. */
  setReturnArrays?(isOn: boolean): void;
}

/** SQLite as the running Node has it, else the same API from a package with prebuilt binaries. */
export function openEngine(file: string): Engine {
  const { DatabaseSync } = builtinSqlite() ?? packagedSqlite();
  const native = new DatabaseSync(file);
  return {
    exec: (sql) => native.exec(sql),
    prepare: (sql) => inArrays(native.prepare(sql)),
    close: () => native.close(),
  };
}

function inArrays(statement: NativeStatement): Statement {
  if (statement.setReturnArrays !== undefined) {
    statement.setReturnArrays(true);
    return statement as Statement;
  }
  return {
    get(...parameters) {
      const row = statement.get(...parameters);
      return row && Object.values(row);
    },
    all: (...parameters) => statement.all(...parameters).map((row) => Object.values(row)),
    run: (...parameters) => statement.run(...parameters),
  };
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
