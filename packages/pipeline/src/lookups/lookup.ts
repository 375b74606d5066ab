import type { Reader } from "../reader.ts";
import type { StandardSchema } from "../standard-schema.ts";

/**
 * What a key that is not found means: `undefined` (the step sees undefined), `reject` (the record is rejected as `lookup-miss`), or
 * a value that is taken instead.
 */
export type Missing<Value> = "undefined" | "reject" | { readonly value: Value };

interface LookupOptions<Value, Miss extends Missing<Value>> {
  /** What a found value must be; the file fails where it is not, as the data looked up in is our own. */
  readonly value: StandardSchema<unknown, Value>;
  /** What a key that is not found means; `undefined` unless told otherwise. */
  readonly missing?: Miss;
}

export interface DynamodbLookupOptions<Value, Miss extends Missing<Value>> extends LookupOptions<Value, Miss> {
  /** The name of the table. */
  readonly table: string;
  /** The primary key of the item: the name of its one attribute, or all of its attributes made from the key looked up. */
  readonly key: string | ((key: string) => Readonly<Record<string, string | number>>);
}

export interface PostgresLookupOptions<Value, Miss extends Missing<Value>> extends LookupOptions<Value, Miss> {
  /** The name of the table, in the pipeline's database. */
  readonly table: string;
  /** The column that has the key. */
  readonly by: string;
}

export interface FileLookupOptions<Value, Miss extends Missing<Value>> extends LookupOptions<Value, Miss> {
  /** The bucket of the object; the source's unless told otherwise. */
  readonly bucket?: string;
  /** The key of the object, read once by each function and held as a whole. */
  readonly key: string;
  /** How the file is read: `csv()` and its like. */
  readonly format: Reader;
  /** The field that has the key. */
  readonly by: string;
}

export interface FunctionLookupOptions<Value, Miss extends Missing<Value>> extends LookupOptions<Value, Miss> {
  /** The name of a Lambda function; it gets `{"keys": [...]}` and answers `{"values": [...]}`, null for what it does not find. */
  readonly name: string;
}

interface LookupBase<Found> {
  readonly valueSchema: StandardSchema;
  readonly missing: Missing<unknown>;
  /** Only there for the compiler. */
  readonly found?: Found | undefined;
}

export interface DynamodbLookup<Found = unknown> extends LookupBase<Found> {
  readonly kind: "dynamodb";
  readonly table: string;
  readonly keyOf: (key: string) => Readonly<Record<string, string | number>>;
}

export interface PostgresLookup<Found = unknown> extends LookupBase<Found> {
  readonly kind: "postgres";
  readonly table: string;
  readonly by: string;
}

export interface FileLookup<Found = unknown> extends LookupBase<Found> {
  readonly kind: "file";
  readonly bucket: string | undefined;
  readonly key: string;
  readonly format: Reader;
  readonly by: string;
}

export interface FunctionLookup<Found = unknown> extends LookupBase<Found> {
  readonly kind: "function";
  readonly name: string;
}

export type Lookup<Found = unknown> =
  | DynamodbLookup<Found>
  | PostgresLookup<Found>
  | FileLookup<Found>
  | FunctionLookup<Found>;

export type Lookups = Readonly<Record<string, Lookup>>;

/** What a step gets: the value, or also undefined where the rule for misses is "undefined", which it is unless told otherwise. */
type Found<Value, Miss> = "undefined" extends Miss ? Value | undefined : Value;

/** Makes the look-ups of a definition. */
export interface From {
  dynamodb<Value, const Miss extends Missing<Value> = "undefined">(
    options: DynamodbLookupOptions<Value, Miss>,
  ): DynamodbLookup<Found<Value, Miss>>;
  postgres<Value, const Miss extends Missing<Value> = "undefined">(
    options: PostgresLookupOptions<Value, Miss>,
  ): PostgresLookup<Found<Value, Miss>>;
  file<Value, const Miss extends Missing<Value> = "undefined">(
    options: FileLookupOptions<Value, Miss>,
  ): FileLookup<Found<Value, Miss>>;
  function<Value, const Miss extends Missing<Value> = "undefined">(
    options: FunctionLookupOptions<Value, Miss>,
  ): FunctionLookup<Found<Value, Miss>>;
}

const common = ({ value, missing }: { readonly value: StandardSchema; readonly missing?: Missing<unknown> }) => ({
  valueSchema: value,
  missing: missing ?? "undefined",
});

export const from: From = {
  dynamodb: (options) => {
    const { table, key } = options;
    return {
      kind: "dynamodb",
      table,
      keyOf: typeof key === "string" ? (value) => ({ [key]: value }) : key,
      ...common(options),
    };
  },
  postgres: (options) => ({ kind: "postgres", table: options.table, by: options.by, ...common(options) }),
  file: (options) => {
    const { bucket, key, format, by } = options;
    return { kind: "file", bucket, key, format, by, ...common(options) };
  },
  function: (options) => ({ kind: "function", name: options.name, ...common(options) }),
};
