import { replayRejects } from "@millrace/handlers";
import { defineCommand } from "../command.ts";
import { findRun } from "../operate/find-run.ts";
import { openPipeline, pipelineOptions } from "../operate/open-pipeline.ts";
import { Obstacle } from "../usage-error.ts";

export const command = defineCommand({
  words: "<run or file>",
  wordsMax: 1,
  about:
    "Sends the rejected records of a run again, once the definition was put right. The same replay is never read twice.",
  options: { ...pipelineOptions, json: { type: "boolean", says: "Print the new file as JSON" } },
  examples: ["millrace replay 3f5ea3634c40"],
  async run({ values, words: [word] }, { config, terminal }) {
    const opened = await openPipeline(values, config);
    const run = await findRun(word, opened);
    if (run.rejects === undefined) throw new Obstacle(`The run ${run.runId} has no rejects to send again`);
    const replayed = await replayRejects(opened.tools, run.runId);
    if (values.json) return terminal.line(JSON.stringify({ bucket: run.bucket, ...replayed }));
    terminal.line(`${replayed.records} records were sent again as s3://${run.bucket}/${replayed.key}`);
  },
});
