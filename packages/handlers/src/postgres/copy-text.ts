import { type Item, jsonText } from "@millrace/pipeline";
import { fitsOf } from "./column-types.ts";

export interface Misfit {
  readonly item: Item;
  readonly column: string;
  readonly type: string;
}

/**
 * Rows as COPY reads them: a line for each, tabs between the values, `\N` for nothing. Or the first value that its column cannot hold.
 * @see https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.2
 */
export function copyLines(
  items: readonly Item[],
  columns: readonly (readonly [name: string, type: string])[],
): Buffer | Misfit {
  // Looked up once for each column, not for each value.
  const fitting = columns.map(([name, type]) => ({ name, type, fits: fitsOf(type) }));
  let lines = "";
  for (const item of items) {
    let separator = "";
    for (const { name, type, fits } of fitting) {
      const value = item[name];
      if (value === undefined || value === null) lines += `${separator}\\N`;
      else if (fits(value)) lines += separator + copyValue(value);
      else return { item, column: name, type };
      separator = "\t";
    }
    lines += "\n";
  }
  return Buffer.from(lines);
}

function copyValue(value: NonNullable<unknown>): string {
  switch (typeof value) {
    case "string":
      return escaped(value);
    case "object":
      return escaped(objectText(value));
    case "number":
      return `${value}`;
    default:
      return escaped(String(value));
  }
}

function objectText(value: object): string {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString("hex")}`;
  return jsonText(value);
}

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

const escaped = (text: string): string =>
  /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (char) => escapes[char] ?? char) : text;
