/** Rows and cells of comma-separated text, quotes and all. https://www.rfc-editor.org/rfc/rfc4180 */
export function parseCsv(text: string, delimiter: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  const separators = delimiter.replace(/[\\\]^-]/g, "\\$&");
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^${separators}\\r\\n]*))(${`[${separators}]`}|\\r?\\n|$)`, "y");
  let row: string[] = [];
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (match === null) throw new SyntaxError("Cannot parse the text as CSV: expected a delimiter after a quoted cell");
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === delimiter) continue;
    rows.push(row);
    row = [];
  }
  if (row.length > 0) rows.push([...row, ""]);
  return rows;
}
