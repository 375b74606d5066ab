import type { ArrayValue, Field, ResultSetOptions } from "@aws-sdk/client-rds-data";
import { columnType } from "./column-types.ts";
import { readArray } from "./read-array.ts";

type ColumnType = ReturnType<typeof columnType>;

/** A value as the Data API gives it. */
export function readValue(text: string | null, typeId: number, options: ResultSetOptions = {}): Field {
  if (text === null) return { isNull: true };
  const type = columnType(typeId);
  if (type.element !== undefined) return { arrayValue: arrayOf(readArray(text), type.element, options) };
  return scalars[kindOf(type, text, options)](text);
}

/** As a member of a record that is formatted as JSON. */
export function jsonValue(text: string | null, typeId: number): unknown {
  if (text === null) return null;
  const { kind, element } = columnType(typeId);
  if (element !== undefined) return plain(readArray(text), element);
  return kind === "bytes" ? bytesOf(text).toString("base64") : plainScalar(text, kind);
}

type Kind = Exclude<ColumnType["kind"], "decimal">;

/** Decimal numbers are texts unless they are asked for as numbers, longs numbers unless as texts. */
function kindOf({ kind }: ColumnType, text: string, { decimalReturnType, longReturnType }: ResultSetOptions): Kind {
  if (kind === "long") return longReturnType === "STRING" ? "text" : "long";
  if (kind !== "decimal") return kind;
  if (decimalReturnType !== "DOUBLE_OR_LONG") return "text";
  return text.includes(".") ? "double" : "long";
}

const scalars: Readonly<Record<Kind, (text: string) => Field>> = {
  boolean: (text) => ({ booleanValue: text === "t" }),
  bytes: (text) => ({ blobValue: bytesOf(text) }),
  double: (text) => ({ doubleValue: Number(text) }),
  long: (text) => ({ longValue: Number(text) }),
  text: (text) => ({ stringValue: text }),
};

type Items = ReturnType<typeof readArray>;

function arrayOf(items: Items, element: ColumnType, options: ResultSetOptions): ArrayValue {
  if (items.some((item) => Array.isArray(item))) {
    return {
      arrayValues: items.map((item) => arrayOf(Array.isArray(item) ? item : [item], element, options)),
    };
  }
  const texts = items as readonly (string | null)[];
  const kind = kindOf(element, texts.join(""), options);
  const of = <Value>(read: (text: string) => Value): Value[] =>
    // Holes are written as null, which the shapes do not tell of.
    texts.map((text) => (text === null ? (null as Value) : read(text)));
  if (kind === "boolean") return { booleanValues: of((text) => text === "t") };
  if (kind === "long") return { longValues: of(Number) };
  if (kind === "double") return { doubleValues: of(Number) };
  return { stringValues: of(String) };
}

const plain = (items: Items, element: ColumnType): unknown =>
  items.map((item) => {
    if (Array.isArray(item)) return plain(item, element);
    return item === null ? null : plainScalar(item as string, element.kind);
  });

function plainScalar(text: string, kind: ColumnType["kind"]): unknown {
  if (kind === "boolean") return text === "t";
  return kind === "text" || kind === "bytes" ? text : Number(text);
}

/** Bytes are written as `\x` and their hexadecimal digits. */
const bytesOf = (text: string): Buffer => Buffer.from(text.slice(2), "hex");
