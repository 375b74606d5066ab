import type { Run } from "@millrace/handlers";
import { columns, duration, estimate, type Terminal } from "../terminal.ts";

/** A line for each run: when, what, which way it ended. */
export function tellRuns(runs: readonly Run[], terminal: Terminal): void {
  const lines = columns(
    runs.map((run) => [
      run.runId.slice(0, shortId),
      run.startedAt.slice(0, 19).replace("T", " "),
      run.status,
      run.counts?.stored ?? 0,
      "rows",
      run.counts?.rejected ?? 0,
      "rejected",
      duration(run.durationMs ?? 0),
      run.key,
    ]),
  );
  for (const [at, line] of lines.entries()) terminal.line(paintOf(runs[at], terminal)(line));
}

/** So many digits of a run's ID tell it from all others of a pipeline. */
const shortId = 12;

const paintOf = (run: Run | undefined, terminal: Terminal): ((text: string) => string) => {
  if (run?.status === "failed") return terminal.red;
  return (run?.counts?.rejected ?? 0) > 0 ? terminal.yellow : (text) => text;
};

/** Everything that the ledger has of one run. */
export function tellRun(run: Run, terminal: Terminal): void {
  const { counts, rejects, reason } = run;
  const facts: readonly (readonly [string, string | number | undefined])[] = [
    ["run", run.runId],
    ["file", `s3://${run.bucket}/${run.key}`],
    ["version", run.versionId],
    ["size", `${run.size} bytes`],
    ["format", [run.format, run.encoding].filter((word) => word !== undefined).join(", ")],
    ["status", run.status],
    ["reason", reason === undefined ? undefined : `${reason.code}: ${reason.message}`],
    ["records", counts?.records],
    ["stored", counts?.stored],
    ["already there", counts?.existing],
    ["rejected", counts?.rejected],
    ["rejects", rejects === undefined ? undefined : `s3://${run.bucket}/${rejects.csv}`],
    ["attempts", run.attempts],
    ["started", run.startedAt],
    ["finished", run.finishedAt],
    ["took", run.durationMs === undefined ? undefined : duration(run.durationMs)],
    ["cost on AWS", run.estimatedCost === undefined ? undefined : `about ${estimate(run.estimatedCost)}`],
  ];
  const shown = facts.flatMap(([name, value]) => (value === undefined || value === "" ? [] : [[name, String(value)]]));
  for (const line of columns(shown)) terminal.line(line);
}
