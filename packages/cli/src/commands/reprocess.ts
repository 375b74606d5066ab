import { dryReprocess, findRuns, type Run, reprocess } from "@millrace/handlers";
import { defineCommand } from "../command.ts";
import { findRun } from "../operate/find-run.ts";
import { type OpenPipeline, openPipeline, pipelineOptions } from "../operate/open-pipeline.ts";
import { columns } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export const command = defineCommand({
  words: "[run or file]",
  wordsMax: 1,
  about: `Has files read again with today's definition: one, or all of a time. With --dry-run it says what would be created, updated,
left as it is and rejected, before anything is written.`,
  options: {
    ...pipelineOptions,
    from: { type: "string", value: "<time>", says: "Files whose reading began at this time or later, as ISO 8601" },
    to: { type: "string", value: "<time>", says: "Files whose reading began before this time" },
    "dry-run": { type: "boolean", says: "Write nothing" },
    json: { type: "boolean", says: "Print one JSON object per file" },
  },
  examples: [
    "millrace reprocess incoming/a/orders.csv --dry-run",
    "millrace reprocess --from 2026-11-01 --to 2026-11-02",
  ],
  async run({ values, words: [word] }, { config, terminal }) {
    const { from, to } = values;
    if (word === undefined && from === undefined) {
      throw new UsageError("Cannot tell which files are meant: give a run, a file, or a time with --from");
    }
    const opened = await openPipeline(values, config);
    const rows: (string | number)[][] = [];
    for (const run of await runsOf(opened, { word, from, to })) {
      const told = values["dry-run"] ? await compared(opened, run) : await begun(opened, run);
      if (values.json) terminal.line(JSON.stringify({ key: run.key, runId: run.runId, ...told }));
      else rows.push([run.key, ...Object.entries(told).flatMap(([what, count]) => [String(count), what])]);
    }
    if (!values.json) for (const line of columns(rows)) terminal.line(line);
  },
});

async function runsOf(
  opened: OpenPipeline,
  {
    word,
    from,
    to,
  }: { readonly word: string | undefined; readonly from: string | undefined; readonly to: string | undefined },
): Promise<readonly Run[]> {
  if (word !== undefined) return [await findRun(word, opened)];
  const runs: Run[] = [];
  const time = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  for await (const run of findRuns(opened.tools, { statuses: ["completed", "failed"], ...time })) runs.push(run);
  return runs;
}

async function compared({ tools }: OpenPipeline, run: Run) {
  const { created, updated, unchanged, counts } = await dryReprocess(tools, run);
  return { created, updated, unchanged, rejected: counts.rejected };
}

const begun = async ({ tools, name }: OpenPipeline, run: Run) => ({
  started: (await reprocess(tools, run, `${name}-file`)) ? 1 : 0,
});
