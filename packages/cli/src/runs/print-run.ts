import type { Run, Tools } from "@millrace/handlers";
import { columns, duration, type Terminal } from "../terminal.ts";
import { rejectRows } from "./reject-rows.ts";

/** Rejected records shown of one file; all of them are in its files of rejects. */
const rejectsShownMax = 5;

/** Tells what became of files: a line each, and below it why records were rejected. */
export async function printRuns(runs: readonly Run[], tools: Tools, terminal: Terminal): Promise<void> {
  const lines = columns(runs.map(describeRun));
  for (const [index, run] of runs.entries()) {
    terminal.line(`${mark(run, terminal)} ${lines[index] ?? ""}`);
    if (run.reason !== undefined) terminal.line(`    ${terminal.red(`${run.reason.code}: ${run.reason.message}`)}`);
    const rejected = run.counts?.rejected ?? 0;
    if (rejected === 0) continue;
    const rejects = await rejectRows(tools, run.runId, rejectsShownMax);
    for (const line of columns(rejects)) terminal.line(`    ${terminal.dim(line)}`);
    const more = rejected - rejects.length;
    if (more > 0)
      terminal.line(`    ${terminal.dim(`and ${more} more in s3://${run.bucket}/${run.rejects?.csv ?? ""}`)}`);
  }
}

function mark(run: Run, terminal: Terminal): string {
  if (run.status === "failed") return terminal.red("✗");
  return (run.counts?.rejected ?? 0) > 0 ? terminal.yellow("!") : terminal.green("✓");
}

const describeRun = (run: Run): string[] => {
  const { stored = 0, existing = 0, rejected = 0 } = run.counts ?? {};
  return [
    `s3://${run.bucket}/${run.key}`,
    run.status,
    `${stored} rows stored${existing === 0 ? "" : `, ${existing} already there`}`,
    `${rejected} rejected`,
    duration(run.durationMs ?? 0),
  ];
};
