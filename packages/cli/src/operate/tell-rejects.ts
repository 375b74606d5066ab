import type { Run, Tools } from "@millrace/handlers";
import { rejectRows } from "../runs/reject-rows.ts";
import { columns, type Terminal } from "../terminal.ts";

export interface TellRejectsOptions {
  readonly tools: Tools;
  readonly terminal: Terminal;
  readonly shownMax: number;
}

/** A line for each rejected record of a run. */
export async function tellRejects(run: Run, { tools, terminal, shownMax }: TellRejectsOptions): Promise<void> {
  const rows = await rejectRows(tools, run.runId, shownMax);
  for (const line of columns(rows)) terminal.line(`  ${line}`);
  const more = (run.counts?.rejected ?? 0) - rows.length;
  if (more > 0) terminal.line(terminal.dim(`  and ${more} more`));
}
