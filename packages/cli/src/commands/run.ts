import { defineCommand } from "../command.ts";
import { findRun } from "../operate/find-run.ts";
import { openPipeline, pipelineOptions } from "../operate/open-pipeline.ts";
import { tellRun } from "../operate/show-run.ts";
import { tellRejects } from "../operate/tell-rejects.ts";

const rejectsShownMax = 10;

export const command = defineCommand({
  words: "<run or file>",
  wordsMax: 1,
  about: "Tells everything about one run, or about the last one of a file.",
  options: { ...pipelineOptions, json: { type: "boolean", says: "Print it as JSON" } },
  examples: ["millrace run 3f5ea3634c40", "millrace run incoming/partner-a/orders.csv --json"],
  async run({ values, words: [word] }, { config, terminal }) {
    const opened = await openPipeline(values, config);
    const run = await findRun(word, opened);
    if (values.json) return terminal.line(JSON.stringify(run));
    tellRun(run, terminal);
    await tellRejects(run, { tools: opened.tools, terminal, shownMax: rejectsShownMax });
  },
});
