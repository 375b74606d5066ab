import { type Item, jsonText } from "@millrace/pipeline";
import { fitsColumn } from "./column-types.ts";

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
  let lines = "";
  for (const item of items) {
    let separator = "";
    for (const [column, type] of columns) {
      const value = item[column];
      if (!fitsColumn(type, value)) return { item, column, type };
      lines += separator + copyValue(value);
      separator = "\t";
    }
    lines += "\n";
  }
  return Buffer.from(lines);
}

function copyValue(value: unknown): string {
  switch (typeof value) {
    case "undefined":
      return "\\N";
    case "string":
      return escaped(value);
    case "object":
      return value === null ? "\\N" : escaped(objectText(value));
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
