import { GetObjectCommand } from "@aws-sdk/client-s3";
import { listRejects } from "@millrace/handlers";
import { defineCommand } from "../command.ts";
import { findRun } from "../operate/find-run.ts";
import { openPipeline, pipelineOptions } from "../operate/open-pipeline.ts";
import { tellRejects } from "../operate/tell-rejects.ts";
import { Obstacle } from "../usage-error.ts";

const shownMax = 1_000;

export const command = defineCommand({
  words: "<run or file>",
  wordsMax: 1,
  about: `Lists the records of a run that were rejected, with place and reason. With --csv it prints the file that the sender can put right
and send again; with --discard they are marked as done with.`,
  options: {
    ...pipelineOptions,
    csv: {
      type: "boolean",
      says: "Print the rejected records in the sender's own layout, with a column that says why",
    },
    discard: { type: "boolean", says: "Mark them as done with" },
    json: { type: "boolean", says: "Print one JSON object per line" },
  },
  examples: ["millrace rejects 3f5ea3634c40", "millrace rejects incoming/a/orders.csv --csv > fix-me.csv"],
  async run({ values, words: [word] }, { config, terminal }) {
    const opened = await openPipeline(values, config);
    const { tools, clients } = opened;
    const run = await findRun(word, opened);
    if (values.discard) {
      await tools.ledger.discardRejects(run.runId);
      return terminal.line(`The rejects of ${run.runId} are done with`);
    }
    if (values.csv) {
      if (run.rejects === undefined) throw new Obstacle(`The run ${run.runId} has no rejects`);
      const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket: run.bucket, Key: run.rejects.csv }));
      return void process.stdout.write((await Body?.transformToByteArray()) ?? "");
    }
    if (!values.json) return tellRejects(run, { tools, terminal, shownMax });
    for await (const reject of listRejects(tools, run.runId)) terminal.line(JSON.stringify(reject));
  },
});
