import { type Item, itemOf, type RowOptions, type VersionOptions, versionOf, type WriteMode } from "./row-sink.ts";
import { originAttributes } from "./single-table.ts";

/** The types that columns may have. https://www.postgresql.org/docs/current/datatype.html */
export type ColumnType =
  | "text"
  | "bigint"
  | "integer"
  | "numeric"
  | "double precision"
  | "boolean"
  | "date"
  | "timestamptz"
  | "uuid"
  | "jsonb"
  | "bytea";

export interface PostgresTableOptions<Row, Key extends string>
  extends RowOptions<Row, Readonly<Record<Key, unknown>>>,
    VersionOptions<Row> {
  /** The name of the table, with its schema if need be; it is made and migrated from the contract. */
  readonly table: string;
  /** The columns that identify a row: the table's primary key. */
  readonly key: readonly Key[];
  /** `upsert` unless told otherwise. */
  readonly on?: WriteMode;
  /** Types of columns, where those that follow from the schema and the values are not wanted. */
  readonly columns?: Readonly<Record<string, ColumnType>>;
}

/**
 * A table of the pipeline's PostgreSQL database. It is created, and gets new columns, from what the rows and the schema say; a column
 * is never dropped and its type never changed.
 */
export interface PostgresTable {
  readonly kind: "postgres";
  readonly table: string;
  readonly key: readonly string[];
  readonly on: WriteMode;
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** Column -> value, undefined where the row is not for this sink. Throws where a column of the key has no value. */
  readonly item: (row: object) => Item | undefined;
}

export function postgresTable<Row extends object, Key extends string>(
  options: PostgresTableOptions<Row, Key>,
): PostgresTable {
  const storedOf = itemOf(options);
  const versionAt = versionOf(options);
  return {
    kind: "postgres",
    table: options.table,
    key: options.key,
    on: options.on ?? "upsert",
    columns: options.columns ?? {},
    item(row) {
      const stored = storedOf(row);
      if (stored === undefined) return undefined;
      for (const name of Object.values(originAttributes)) {
        if (Object.hasOwn(stored, name))
          throw new TypeError(`Cannot store field "${name}": the table keeps that name for itself`);
      }
      for (const name of options.key) {
        const value: unknown = Reflect.get(stored, name);
        if (value === undefined || value === null)
          throw new TypeError(`Cannot use the value of key "${name}": expected one that is not empty`);
      }
      const version = versionAt(row);
      return version === undefined ? stored : { ...stored, [originAttributes.version]: version };
    },
  };
}
