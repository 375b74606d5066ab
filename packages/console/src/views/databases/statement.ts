import { call } from "../../cloud/call.ts";
import type { Cluster } from "./cluster.ts";

/** What a statement answered, as texts. */
export interface Result {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly updated: number;
}

type Field = Readonly<Record<string, unknown>>;

interface Executed {
  readonly records?: readonly (readonly Field[])[];
  readonly columnMetadata?: readonly { readonly label?: string; readonly name?: string }[];
  readonly numberOfRecordsUpdated?: number;
}

/** Runs one statement on a cluster, as the user of a secret. Throws Refusal. */
export async function execute(cluster: Cluster, secret: string, sql: string): Promise<Result> {
  const { DBClusterArn: resourceArn, DatabaseName: database } = cluster;
  const {
    records = [],
    columnMetadata = [],
    numberOfRecordsUpdated = 0,
  } = await call<Executed>("rds-data", "ExecuteStatement", {
    resourceArn,
    secretArn: secret,
    sql,
    includeResultMetadata: true,
    ...(database === undefined ? {} : { database }),
  });
  return {
    titles: columnMetadata.map(({ label, name }) => label ?? name ?? ""),
    rows: records.map((fields) => fields.map(fieldText)),
    updated: numberOfRecordsUpdated,
  };
}

function fieldText(field: Field): string {
  const [kind, value] = Object.entries(field)[0] ?? [];
  if (kind === "isNull") return "NULL";
  if (kind === "arrayValue") return JSON.stringify(Object.values(value as Field)[0]);
  return String(value);
}

export interface TableName {
  readonly schema: string;
  readonly name: string;
}

const tablesSql = `SELECT table_schema, table_name FROM information_schema.tables
WHERE table_schema <> 'information_schema' AND table_schema NOT LIKE 'pg\\_%' ORDER BY 1, 2`;

export async function readTables(cluster: Cluster, secret: string): Promise<readonly TableName[]> {
  const { rows } = await execute(cluster, secret, tablesSql);
  return rows.map(([schema = "", name = ""]) => ({ schema, name }));
}

const shownMax = 1000;

export const selectAll = ({ schema, name }: TableName): string =>
  `SELECT * FROM ${quoted(schema)}.${quoted(name)} LIMIT ${shownMax}`;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
