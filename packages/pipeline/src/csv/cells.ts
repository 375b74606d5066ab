import type { Delimiter } from "./dialect.ts";

/** The cells of one row as they stand, quotes and all. A row with broken quotes is cut as well as can be. */
export function splitRow(raw: string, delimiter: Delimiter): readonly string[] {
  const cells: string[] = [];
  let quoted = false;
  let start = 0;
  for (let index = 0; index < raw.length; index++) {
    const char = raw[index];
    if (char === '"') quoted = !quoted;
    else if (char === delimiter && !quoted) {
      cells.push(raw.slice(start, index));
      start = index + 1;
    }
  }
  cells.push(raw.slice(start));
  return cells;
}

/** What a cell says; a cell that is not quoted as a whole says what it is. */
export const cellText = (cell: string): string => {
  const isQuoted = cell.length >= 2 && cell.startsWith('"') && cell.endsWith('"');
  return isQuoted ? cell.slice(1, -1).replaceAll('""', '"') : cell;
};

/** A text as a cell, quoted where it has to be. */
export const cellOf = (text: string, delimiter: Delimiter): string =>
  /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;

/** Texts as a line of CSV. */
export const csvLine = (texts: readonly string[]): string => `${texts.map((text) => cellOf(text, ",")).join(",")}\r\n`;
