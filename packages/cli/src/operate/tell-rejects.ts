import type { listRejects } from "@millrace/handlers";
import { columns, type Terminal } from "../terminal.ts";

export interface TellRejectsOptions {
  readonly terminal: Terminal;
  readonly shownMax: number;
  readonly total: number;
}

/** A line for each rejected record: where it is, what is wrong with it. */
export async function tellRejects(
  rejects: ReturnType<typeof listRejects>,
  { terminal, shownMax, total }: TellRejectsOptions,
): Promise<void> {
  const rows: string[][] = [];
  for await (const { line, code, field, message } of rejects) {
    if (rows.length >= shownMax) break;
    rows.push([`line ${line}`, code, field ?? "", message]);
  }
  for (const line of columns(rows)) terminal.line(`  ${line}`);
  if (total > rows.length) terminal.line(terminal.dim(`  and ${total - rows.length} more`));
}
