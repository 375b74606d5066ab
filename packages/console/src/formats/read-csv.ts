/** The cells of a text of comma-separated values, or what else separates them, good enough to look at. RFC 4180. */
export function readCsv(text: string): string[][] {
  const separator = separatorOf(/^[^\r\n]*/.exec(text)?.[0] ?? "");
  const escaped = separator === "|" ? "\\|" : separator;
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^${escaped}\\r\\n]*))(${escaped}|\\r?\\n|$)`, "gy");
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [whole, quoted, plain = "", end] of text.matchAll(cell)) {
    if (whole === "" && row.length === 0) break;
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === separator) continue;
    rows.push(row);
    row = [];
    if (end === "") break;
  }
  return rows;
}

/** The one that the first line has most of. */
const separatorOf = (line: string): string =>
  [",", ";", "\t", "|"].reduce((best, one) => (line.split(one).length > line.split(best).length ? one : best));
