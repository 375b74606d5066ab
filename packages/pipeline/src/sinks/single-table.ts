import { setMember } from "../set-member.ts";
import { type Item, itemOf, type RowOptions, type VersionOptions, versionOf, type WriteMode } from "./row-sink.ts";

/** The key attributes of every single table. */
export const partitionKey = "PK";
export const sortKey = "SK";
/** The attribute that DynamoDB's time to live looks at, in seconds since the epoch. */
export const expiryAttribute = "expiresAt";

/**
 * Where a row came from: the run and the ordinal of its record, and with `newer-wins` its version. The writer adds them, so that
 * writing again changes nothing.
 */
export const originAttributes = { run: "_run", record: "_record", version: "_version" } as const;

/** Partition keys that begin with this belong to the ledger, which shares the table. */
export const ledgerKeyPrefix = "millrace#";

/** The key attributes of the index `name`: `byDay` has `byDayPK` and `byDaySK`. */
export const indexKeys = (name: string): { readonly pk: string; readonly sk: string } => ({
  pk: `${name}${partitionKey}`,
  sk: `${name}${sortKey}`,
});

interface KeyOf<Row> {
  /** The partition key. */
  readonly pk: (row: Row) => string;
  /** The sort key. */
  readonly sk: (row: Row) => string;
}

export interface SingleTableOptions<Row> extends KeyOf<Row>, RowOptions<Row>, VersionOptions<Row> {
  /** `upsert` unless told otherwise. */
  readonly on?: WriteMode;
  /** Name -> the keys of the row in a global secondary index of that name, whose attributes are `<name>PK` and `<name>SK`. */
  readonly gsi?: Readonly<Record<string, KeyOf<Row>>>;
  /** When the row may be deleted by the table's time to live. */
  readonly expiresAt?: (row: Row) => Date | undefined;
}

/**
 * A DynamoDB table that holds rows of many kinds under PK and SK. All sinks of this kind share the pipeline's one table, so that
 * each may be one kind of row: `when` says which rows are of it, `item` what is stored of them.
 */
export interface SingleTable {
  readonly kind: "single-table";
  readonly on: WriteMode;
  readonly indexes: readonly string[];
  /** The row as it is to be stored, undefined where it is not for this sink. Throws where its keys are not text. */
  readonly item: (row: object) => Item | undefined;
}

export function singleTable<Row extends object>(options: SingleTableOptions<Row>): SingleTable {
  const keys = [
    { names: { pk: partitionKey, sk: sortKey }, of: options },
    ...Object.entries(options.gsi ?? {}).map(([name, of]) => ({ names: indexKeys(name), of })),
  ];
  const reserved = new Set([
    ...keys.flatMap(({ names }) => [names.pk, names.sk]),
    expiryAttribute,
    ...Object.values(originAttributes),
  ]);
  const storedOf = itemOf(options);
  const versionAt = versionOf(options);

  return {
    kind: "single-table",
    on: options.on ?? "upsert",
    indexes: Object.keys(options.gsi ?? {}),
    item(anyRow) {
      const stored = storedOf(anyRow);
      if (stored === undefined) return undefined;
      // The row comes out of the same definition's consolidate, whose result the compiler has checked against `Row`.
      const row = anyRow as Row;
      const item: Record<string, unknown> = {};
      for (const { names, of } of keys) {
        item[names.pk] = keyText(names.pk, of.pk(row));
        item[names.sk] = keyText(names.sk, of.sk(row));
      }
      for (const name of Object.keys(stored)) {
        if (reserved.has(name)) {
          throw new TypeError(`Cannot store field "${name}": the table keeps that name for itself`);
        }
        setMember(item, name, stored[name]);
      }
      const expiry = options.expiresAt?.(row);
      if (expiry !== undefined) item[expiryAttribute] = Math.floor(expiry.getTime() / 1000);
      const version = versionAt(anyRow);
      if (version !== undefined) item[originAttributes.version] = version;
      return item;
    },
  };
}

function keyText(name: string, value: unknown): string {
  if (typeof value !== "string" || value === "") {
    throw new TypeError(`Cannot use the value of key "${name}": expected a text that is not empty`);
  }
  if (name === partitionKey && value.startsWith(ledgerKeyPrefix)) {
    throw new TypeError(
      `Cannot use the value of key "${name}": what begins with "${ledgerKeyPrefix}" belongs to the ledger`,
    );
  }
  return value;
}
