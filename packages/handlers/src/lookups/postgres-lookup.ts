import type { PostgresLookup } from "@millrace/pipeline";
import type { Client } from "pg";
import type { Database } from "../postgres/database.ts";
import { quoted } from "../postgres/quoted.ts";

/** One connection for each database, for as long as the execution environment lives. */
const connections = new WeakMap<Database, Promise<Client>>();

/** The rows of some keys, in their order. */
export async function lookUpRows(
  database: Database,
  { table, by }: PostgresLookup,
  keys: readonly string[],
): Promise<readonly unknown[]> {
  const client = await connected(database);
  const sql = `SELECT ${quoted(by)}::text AS "_key", * FROM ${quoted(table)} WHERE ${quoted(by)}::text = ANY($1)`;
  try {
    const { rows } = await client.query<Readonly<Record<string, unknown>>>(sql, [keys]);
    const found = new Map(rows.map(({ _key: key, ...row }) => [key, row]));
    return keys.map((key) => found.get(key));
  } catch (error) {
    connections.delete(database);
    await client.end().catch(() => undefined);
    throw error;
  }
}

function connected(database: Database): Promise<Client> {
  const known = connections.get(database);
  if (known !== undefined) return known;
  const made = database.connect();
  connections.set(database, made);
  made.catch(() => connections.delete(database));
  return made;
}
