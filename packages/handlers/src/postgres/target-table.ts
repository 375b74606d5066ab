import { type ColumnType, type Item, originAttributes, type PostgresTable } from "@millrace/pipeline";
import type { Client } from "pg";
import { type ColumnTypes, newColumnType } from "./column-types.ts";
import { quoted } from "./quoted.ts";

/** Columns of every table of rows: where the row came from. */
const originColumns: readonly (readonly [string, ColumnType])[] = [
  [originAttributes.run, "text"],
  [originAttributes.record, "bigint"],
  [originAttributes.version, "numeric"],
];

/** The table in which a database says which chunks it has; it stands beside the rows, so that one transaction is about both. */
export const chunkTable = "millrace_chunks";

/** Types that PostgreSQL calls by another name than the one they are declared with. */
const declaredNames: Readonly<Record<string, ColumnType>> = { "timestamp with time zone": "timestamptz" };

/** In a transaction of its own, see `alter`. */
export async function migrate(
  client: Client,
  sink: PostgresTable,
  items: readonly Item[],
  contract: ColumnTypes,
): Promise<ColumnTypes> {
  await client.query("BEGIN");
  const columns = await alter(client, sink, items, contract);
  await client.query("COMMIT");
  return columns;
}

/**
 * Brings the table to where `items` can be stored: creates it, adds columns. Never drops one, nor changes its type. Safe to be done by
 * many functions at once, who wait for each other until the end of their transactions.
 */
export async function alter(
  client: Client,
  sink: PostgresTable,
  items: readonly Item[],
  contract: ColumnTypes,
): Promise<ColumnTypes> {
  const existing = await columnsOf(client, sink.table);
  const missing = missingColumns(sink, items, contract, existing);
  if (missing.length === 0) return existing;
  // Two functions that create one table at the same time would trip over each other's catalogue entries.
  await client.query("SELECT pg_advisory_xact_lock(hashtext($1))", [`millrace.${sink.table}`]);
  for (const sql of statementsFor(sink, missing, existing.size === 0)) await client.query(sql);
  return columnsOf(client, sink.table);
}

export async function columnsOf(client: Client, table: string): Promise<ColumnTypes> {
  const { rows } = await client.query<{ readonly name: string; readonly type: string }>(
    "SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute " +
      "WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped",
    [quoted(table)],
  );
  // A table that somebody else has made may have other types; what they take is PostgreSQL's own to say.
  return new Map(rows.map(({ name, type }) => [name, declaredNames[type] ?? (type as ColumnType)]));
}

/** The names of all members that some item has. */
export function namesIn(items: readonly Item[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const item of items) for (const name in item) names.add(name);
  return names;
}

/** The columns that `items` need and the table does not have. */
export function missingColumns(
  sink: PostgresTable,
  items: readonly Item[],
  contract: ColumnTypes,
  existing: ColumnTypes,
): readonly (readonly [string, ColumnType])[] {
  const names = new Set([...sink.key, ...Object.keys(sink.columns), ...namesIn(items)]);
  const typed = [...names]
    .filter((name) => !existing.has(name) && !originColumns.some(([origin]) => origin === name))
    .flatMap((name): readonly (readonly [string, ColumnType])[] => {
      const values = items.map((item) => item[name]);
      const type = sink.columns[name] ?? newColumnType(values, contract.get(name));
      return type === undefined ? [] : [[name, type]];
    });
  return [...typed, ...originColumns.filter(([name]) => !existing.has(name))];
}

function statementsFor(
  sink: PostgresTable,
  columns: readonly (readonly [string, ColumnType])[],
  isNew: boolean,
): readonly string[] {
  const table = quoted(sink.table);
  const declared = columns.map(([name, type]) => `${quoted(name)} ${type}`);
  const added = declared.map((column) => `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${column}`);
  if (!isNew) return added;
  // The columns again after it: somebody else may have created the table with fewer since it was looked for.
  return [
    `CREATE TABLE IF NOT EXISTS ${table} (${declared.join(", ")}, PRIMARY KEY (${sink.key.map(quoted).join(", ")}))`,
    ...added,
  ];
}

export const createChunkTable =
  `CREATE TABLE IF NOT EXISTS ${chunkTable} (run text, chunk integer, sink text, stored bigint, existing bigint, ` +
  "at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (run, chunk, sink))";
