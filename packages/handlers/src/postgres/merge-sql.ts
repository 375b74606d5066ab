import { originAttributes, type WriteMode } from "@millrace/pipeline";
import { quoted } from "./quoted.ts";

export interface Merge {
  readonly table: string;
  readonly staging: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
  readonly on: WriteMode;
  /** No two of the staged rows have one key. */
  readonly isOnce: boolean;
  /** Rows that are there already with the same values stay as they are; only where no other unit of the run may have the same keys. */
  readonly keepsSame: boolean;
}

const origin: readonly string[] = Object.values(originAttributes);
const [run, record, version] = [originAttributes.run, originAttributes.record, originAttributes.version].map(quoted);

/** Of rows with one key, the one that counts comes first. */
const orders: Readonly<Record<WriteMode, string>> = {
  "insert-once": `${record} ASC`,
  upsert: `${record} DESC`,
  "newer-wins": `${version} DESC, ${record} DESC`,
};

/**
 * Which rows of the table give way to another. Those of the same run are decided by their place in the file, as chunks of it come in any
 * order, so the outcome is the same as if one function had read the file from its beginning to its end.
 */
const givesWay: Readonly<Record<WriteMode, (table: string, other: string) => string>> = {
  "insert-once": (table, other) => `${table}.${run} = ${other}.${run} AND ${table}.${record} > ${other}.${record}`,
  upsert: (table, other) =>
    `${table}.${run} IS DISTINCT FROM ${other}.${run} OR ${table}.${record} <= ${other}.${record}`,
  "newer-wins": (table, other) =>
    `(coalesce(${table}.${version}, 0), coalesce(${table}.${run}, ''), coalesce(${table}.${record}, 0)) <= ` +
    `(${other}.${version}, ${other}.${run}, ${other}.${record})`,
};

/** Moves what was staged into the table, one row for each key. */
export function mergeSql(merge: Merge): string {
  const { table, columns, key, on } = merge;
  const names = columns.map(quoted).join(", ");
  const set = columns
    .filter((column) => !key.includes(column))
    .map((column) => `${quoted(column)} = excluded.${quoted(column)}`);
  return (
    `INSERT INTO ${quoted(table)} (${names}) ${stagedRows(merge, names)} ` +
    `ON CONFLICT (${listed(key)}) DO UPDATE SET ${set.join(", ")} WHERE ${givesWay[on](quoted(table), "excluded")}`
  );
}

const listed = (columns: readonly string[]): string => columns.map(quoted).join(", ");

function stagedRows(merge: Merge, names: string): string {
  const { table, staging, key, on, isOnce } = merge;
  const change = changed(merge);
  const rows = isOnce
    ? quoted(staging)
    : `(SELECT DISTINCT ON (${listed(key)}) * FROM ${quoted(staging)} ORDER BY ${listed(key)}, ${orders[on]})`;
  if (change === undefined) return `SELECT ${names} FROM ${rows} AS staged`;
  const isSame = key.map((column) => `known.${quoted(column)} = staged.${quoted(column)}`).join(" AND ");
  const all = merge.columns.map((column) => `staged.${quoted(column)}`).join(", ");
  return (
    `SELECT ${all} FROM ${rows} AS staged LEFT JOIN ${quoted(table)} AS known ON ${isSame} ` +
    `WHERE known.${quoted(key[0] ?? "")} IS NULL OR ${change}`
  );
}

/**
 * Which staged rows change one that is there, where it pays to look before: a row that the conflict only shows not to give way has been
 * locked, which is as much work as to write it.
 */
function changed({ columns, key, on, keepsSame }: Merge): string | undefined {
  if (on === "insert-once") return `(${givesWay[on]("known", "staged")})`;
  if (on !== "upsert" || !keepsSame) return undefined;
  const values = columns.filter((column) => !key.includes(column) && !origin.includes(column));
  const of = (row: string): string => values.map((column) => `${row}.${quoted(column)}`).join(", ");
  return `ROW(${of("known")}) IS DISTINCT FROM ROW(${of("staged")})`;
}
