import type { JsonSpan } from "../direct/json-page.ts";
import type { Accepted } from "../run/outcome.ts";
import { jsonText } from "./json-text.ts";

/** The items of one sink as lines of JSON, and how many there are. */
export function ndjsonLines(
  rows: readonly Accepted[],
  sink: string,
): { readonly bytes: Buffer; readonly count: number } {
  const parts: Buffer[] = [];
  let count = 0;
  for (let index = 0; index < rows.length; ) {
    const row = rows[index] as Accepted;
    if (row.json === undefined) {
      const item = row.items[sink];
      if (item !== undefined) parts.push(Buffer.from(`${jsonText(item)}\n`));
      if (item !== undefined) count++;
      index++;
    } else {
      const behind = endOfRun(rows, index, row.json);
      const last = rows[behind - 1]?.json ?? row.json;
      parts.push(row.json.page.bytes.subarray(row.json.start, last.end + 1));
      count += behind - index;
      index = behind;
    }
  }
  return { bytes: Buffer.concat(parts), count };
}

/** The index behind the rows that stand one after the other on the same page. */
function endOfRun(rows: readonly Accepted[], from: number, { page, end }: JsonSpan): number {
  let behind = from + 1;
  let lastEnd = end;
  for (; behind < rows.length; behind++) {
    const json = rows[behind]?.json;
    if (json === undefined || json.page !== page || json.start !== lastEnd + 1) break;
    lastEnd = json.end;
  }
  return behind;
}
