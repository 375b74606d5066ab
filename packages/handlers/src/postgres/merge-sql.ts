import { originAttributes, type WriteMode } from "@millrace/pipeline";
import { quoted } from "./quoted.ts";

export interface Merge {
  readonly table: string;
  readonly staging: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
  readonly on: WriteMode;
  /** No two of the staged rows have one key. */
  readonly isOnce?: boolean;
}

const [run, record, version] = [originAttributes.run, originAttributes.record, originAttributes.version].map(quoted);

/** Of rows with one key, the one that counts comes first. */
const orders: Readonly<Record<WriteMode, string>> = {
  "insert-once": `${record} ASC`,
  upsert: `${record} DESC`,
  "newer-wins": `${version} DESC, ${record} DESC`,
};

/**
 * Which rows of the table give way. Those of the same run are decided by their place in the file, as chunks of it come in any order, so
 * the outcome is the same as if one function had read the file from its beginning to its end.
 */
const givesWay: Readonly<Record<WriteMode, (table: string) => string>> = {
  "insert-once": (table) => `${table}.${run} = excluded.${run} AND ${table}.${record} > excluded.${record}`,
  upsert: (table) => `${table}.${run} IS DISTINCT FROM excluded.${run} OR ${table}.${record} <= excluded.${record}`,
  "newer-wins": (table) =>
    `(coalesce(${table}.${version}, 0), coalesce(${table}.${run}, ''), coalesce(${table}.${record}, 0)) <= ` +
    `(excluded.${version}, excluded.${run}, excluded.${record})`,
};

/** Moves what was staged into the table, one row for each key. */
export function mergeSql({ table, staging, columns, key, on, isOnce = false }: Merge): string {
  const names = columns.map(quoted).join(", ");
  const keys = key.map(quoted).join(", ");
  const set = columns
    .filter((column) => !key.includes(column))
    .map((column) => `${quoted(column)} = excluded.${quoted(column)}`);
  return (
    `INSERT INTO ${quoted(table)} (${names}) ` +
    (isOnce
      ? `SELECT ${names} FROM ${quoted(staging)} `
      : `SELECT DISTINCT ON (${keys}) ${names} FROM ${quoted(staging)} ORDER BY ${keys}, ${orders[on]} `) +
    `ON CONFLICT (${keys}) DO UPDATE SET ${set.join(", ")} WHERE ${givesWay[on](quoted(table))}`
  );
}
