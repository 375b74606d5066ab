import { type ColumnType, type Item, jsonText, PipelineError } from "@millrace/pipeline";
import type { BasicType } from "hyparquet-writer";

/** A column of a Parquet file and how a value becomes one of it; undefined where it cannot. */
export interface ParquetColumn {
  readonly name: string;
  readonly type: BasicType;
  readonly of: (value: unknown) => unknown;
}

const isInt64 = (value: bigint): boolean => BigInt.asIntN(64, value) === value;

const instant = (value: unknown): Date | undefined => {
  if (!(value instanceof Date) && typeof value !== "string") return undefined;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date;
};

const kinds = {
  text: { type: "STRING", of: (value) => (typeof value === "object" ? jsonText(value) : String(value)) },
  integer: {
    type: "INT64",
    of: (value) => {
      if (typeof value === "bigint") return isInt64(value) ? value : undefined;
      return Number.isSafeInteger(value) ? BigInt(Number(value)) : undefined;
    },
  },
  number: { type: "DOUBLE", of: (value) => (typeof value === "number" ? value : undefined) },
  boolean: { type: "BOOLEAN", of: (value) => (typeof value === "boolean" ? value : undefined) },
  instant: { type: "TIMESTAMP", of: instant },
  bytes: { type: "BYTE_ARRAY", of: (value) => (value instanceof Uint8Array ? value : undefined) },
} as const satisfies Readonly<Record<string, Omit<ParquetColumn, "name">>>;

type Kind = keyof typeof kinds;

/** What the contract's types are in Parquet; all others are text. */
const contractKinds: Readonly<Partial<Record<ColumnType, Kind>>> = {
  integer: "integer",
  bigint: "integer",
  numeric: "number",
  "double precision": "number",
  boolean: "boolean",
  timestamptz: "instant",
  bytea: "bytes",
};

const kindOf = (value: unknown): Kind => {
  if (value instanceof Date) return "instant";
  if (value instanceof Uint8Array) return "bytes";
  if (typeof value === "bigint") return "integer";
  return typeof value === "number" || typeof value === "boolean" ? (typeof value as "number" | "boolean") : "text";
};

/**
 * The columns of a file whose first rows are these: every member that one of them has, of the contract's type where their values are of
 * it, else of what they all are, else text.
 */
export function parquetColumns(
  items: readonly Item[],
  contract: ReadonlyMap<string, ColumnType>,
): readonly ParquetColumn[] {
  const names = [...new Set(items.flatMap((item) => Object.keys(item)))];
  return names.map((name) => {
    const values = items.flatMap((item) => (isThere(item[name]) ? [item[name]] : []));
    const promised = contractKinds[contract.get(name) ?? "text"];
    const found = new Set(values.map(kindOf));
    const [only = "text"] = found.size === 1 ? found : [];
    const isPromised = promised !== undefined && values.every((value) => kinds[promised].of(value) !== undefined);
    return { name, ...kinds[isPromised ? promised : only] };
  });
}

/** The values of some rows, column by column. Nothing is lost without a word: what has no column, or does not fit it, is refused. */
export function columnData(
  columns: readonly ParquetColumn[],
  items: readonly Item[],
): { readonly name: string; readonly type: BasicType; readonly data: unknown[] }[] {
  const names = new Set(columns.map(({ name }) => name));
  for (const item of items) {
    const other = Object.keys(item).find((name) => !names.has(name) && isThere(item[name]));
    if (other !== undefined)
      throw mismatch(`Cannot write field "${other}": no row before it had one, so it has no column`);
  }
  return columns.map(({ name, type, of }) => ({
    name,
    type,
    data: items.map((item) => {
      const value = item[name];
      if (!isThere(value)) return undefined;
      const made = of(value);
      if (made === undefined)
        throw mismatch(`Cannot write field "${name}": its column is ${type}, a value of it is not`);
      return made;
    }),
  }));
}

const isThere = (value: unknown): boolean => value !== undefined && value !== null;

const mismatch = (message: string): PipelineError => new PipelineError("column-mismatch", message);
