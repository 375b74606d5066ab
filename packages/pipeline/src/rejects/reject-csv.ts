import { cellOf, cellText, splitRow } from "../csv/cells.ts";
import type { FileFacts } from "../reader.ts";
import type { Rejected } from "../record.ts";

/** The reason stands before the row, so that a row of any length keeps it in its columns. */
const reasonLabels = ["error_code", "error_field", "error_line", "error_message"];

/** How the sender laid the file out; without labels (JSON, XML) the record is one cell. */
export type RejectCsvLayout = Pick<FileFacts, "delimiter" | "labels">;

export const rejectCsvHeader = (layout: RejectCsvLayout): string =>
  rowOf([...reasonLabels, ...(layout.labels ?? ["record"])], layout);

/** A rejected record as its sender wrote it, behind the reason: to be put right, freed of the reason and sent again. */
export function rejectCsvRow(rejected: Rejected, layout: RejectCsvLayout): string {
  const reason = [rejected.code, rejected.field ?? "", String(rejected.line), rejected.message];
  const delimiter = layout.delimiter;
  const cells =
    layout.labels === undefined || delimiter === undefined
      ? [rejected.raw]
      : splitRow(rejected.raw, delimiter).map(cellText);
  return rowOf([...reason, ...cells], layout);
}

const rowOf = (cells: readonly string[], layout: RejectCsvLayout): string => {
  const delimiter = layout.delimiter ?? ",";
  return `${cells.map((cell) => cellOf(harmless(cell), delimiter)).join(delimiter)}\r\n`;
};

/**
 * A spreadsheet would run a cell that begins like a formula; an apostrophe makes it text. Signed numbers are none.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const harmless = (cell: string): string =>
  /^[=+\-@\t\r]/.test(cell) && !/^[+-]?[\d.,\s]+$/.test(cell) ? `'${cell}` : cell;
