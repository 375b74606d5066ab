import { findRuns, type Run, type RunStatus } from "@millrace/handlers";
import { defineCommand } from "../command.ts";
import { openPipeline, pipelineOptions } from "../operate/open-pipeline.ts";
import { tellRuns } from "../operate/show-run.ts";
import { readCount } from "../process.ts";
import { UsageError } from "../usage-error.ts";

const statuses: readonly RunStatus[] = ["running", "completed", "failed"];
const limitDefault = 20;

export const command = defineCommand({
  about: "Lists what became of the pipeline's files, the latest at the end.",
  options: {
    ...pipelineOptions,
    status: { type: "string", value: "<s>", says: "running, completed or failed (default all)" },
    file: { type: "string", value: "<key>", says: "Only runs of this file" },
    from: { type: "string", value: "<time>", says: "Begun at this time or later, as ISO 8601" },
    to: { type: "string", value: "<time>", says: "Begun before this time" },
    limit: { type: "string", value: "<n>", says: "The last so many", default: String(limitDefault) },
    json: { type: "boolean", says: "Print one JSON object per line" },
  },
  examples: ["millrace runs", "millrace runs --status failed --from 2026-11-01 --json"],
  async run({ values }, { config, terminal }) {
    const { status, file, from, to } = values;
    if (status !== undefined && !statuses.some((one) => one === status)) {
      throw new UsageError(`There is no status "${status}": expected ${statuses.join(", ")}`);
    }
    const limit = readCount(values.limit, "runs");
    const opened = await openPipeline(values, config);
    const time = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
    const ofStatus = status === undefined ? {} : { statuses: [status as RunStatus] };
    const query = file === undefined ? { ...ofStatus, ...time } : { bucket: opened.bucket, key: file };
    const runs: Run[] = [];
    for await (const run of findRuns(opened.tools, query)) runs.push(run);
    const latest = runs.sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1)).slice(-limit);
    if (values.json) for (const run of latest) terminal.line(JSON.stringify(run));
    else if (latest.length === 0) terminal.line(`No runs yet. Send a file: millrace send FILE`);
    else tellRuns(latest, terminal);
  },
});
