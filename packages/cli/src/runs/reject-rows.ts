import { listRejects, type Tools } from "@millrace/handlers";
import type { Rejected } from "@millrace/pipeline";

/** A rejected record as the cells of a line: where it is, what is wrong with it. */
export const rejectRow = ({ line, code, field, message }: Omit<Rejected, "kind">): string[] => [
  `line ${line}`,
  code,
  field ?? "",
  message,
];

/** The first rejects of a run that the ledger has. */
export async function rejectRows(tools: Tools, runId: string, max: number): Promise<readonly string[][]> {
  const rows: string[][] = [];
  for await (const reject of listRejects(tools, runId, max)) {
    rows.push(rejectRow(reject));
    if (rows.length >= max) break;
  }
  return rows;
}
