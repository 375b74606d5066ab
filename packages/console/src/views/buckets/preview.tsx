import { readCsv } from "../../formats/read-csv.ts";
import { jsonRecords, xmlRecords } from "../../formats/read-records.ts";
import { type TextRows, tableOf } from "../../formats/table-of.ts";
import { Empty } from "../../parts/page.tsx";
import { Code } from "../../parts/scrolled.tsx";
import { TextTable } from "../../parts/text-table.tsx";
import { prettyJson } from "../../text.ts";

interface PreviewProps {
  readonly name: string;
  /** From the beginning, unpacked. */
  readonly bytes: Uint8Array;
}

/** The beginning of an object: a table where it has records, else its text, else what it is. */
export function Preview({ name, bytes }: PreviewProps) {
  if (bytes.length === 0) return <Empty>The object is empty.</Empty>;
  const text = new TextDecoder().decode(bytes);
  if (text.startsWith("PAR1")) {
    return <Empty>A Parquet file: columns in binary, which this page does not read.</Empty>;
  }
  // What UTF-8 cannot be is no text.
  if (text.slice(0, 1000).includes("\u{fffd}") || text.includes("\0")) return <Empty>This is not text.</Empty>;
  const table = tableIn(name.replace(/\.gz$/i, ""), text);
  const plain = <Code isTall>{prettyJson(text)}</Code>;
  if (table === undefined || table.rows.length === 0) return plain;
  return (
    <>
      <TextTable label="Rows" titles={table.titles} rows={table.rows} />
      <details>
        <summary>As text</summary>
        {plain}
      </details>
    </>
  );
}

/** By the name, else by how it begins. */
function tableIn(name: string, text: string): TextRows | undefined {
  if (/\.(csv|tsv)$/i.test(name)) {
    const [titles = [], ...rows] = readCsv(text);
    return { titles, rows };
  }
  if (/\.xml$/i.test(name) || text.startsWith("<?xml")) return tableOf(xmlRecords(text));
  return /^\s*[[{]/.test(text) ? tableOf(jsonRecords(text)) : undefined;
}
