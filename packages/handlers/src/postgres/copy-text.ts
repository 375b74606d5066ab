import { jsonText } from "@millrace/pipeline";

/**
 * Values as COPY reads them: a line for each row, tabs between, `\N` for nothing.
 * @see https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.2
 */
export function copyLine(values: readonly unknown[]): string {
  let line = "";
  for (let index = 0; index < values.length; index++) line += (index === 0 ? "" : "\t") + copyValue(values[index]);
  return `${line}\n`;
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
