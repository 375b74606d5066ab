import { createReadStream, existsSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { wallClock } from "@millrace/core";
import { runIdOf } from "@millrace/handlers";
import { defineCommand } from "../command.ts";
import { unless } from "../deploy/is-error.ts";
import { type OpenPipeline, openPipeline, pipelineOptions } from "../operate/open-pipeline.ts";
import { createProgress } from "../operate/progress.ts";
import { printRuns } from "../runs/print-run.ts";
import { awaitRuns } from "../runs/watch-runs.ts";
import { duration } from "../terminal.ts";
import { Obstacle, UsageError } from "../usage-error.ts";

const manyFiles = 1_000;

export const command = defineCommand({
  words: "<file...>",
  wordsMax: manyFiles,
  about: `Sends files to the pipeline's bucket and follows each until its rows are stored. Ends with 1 when one of them failed.`,
  options: {
    ...pipelineOptions,
    partner: { type: "string", value: "<name>", says: "Who sends it: the folder below the prefix", default: "partner" },
    as: { type: "string", value: "<key>", says: "The key in the bucket (default PREFIX/PARTNER/NAME); for one file" },
    "no-follow": { type: "boolean", says: "Do not wait for what becomes of it" },
    json: { type: "boolean", says: "Print one JSON object per file" },
  },
  examples: ["millrace send orders.csv", "millrace send --partner acme *.json --no-follow"],
  async run({ values, words }, { config, terminal }) {
    if (words.length === 0) throw new UsageError("Cannot send nothing: give a file");
    if (values.as !== undefined && words.length > 1)
      throw new UsageError("Cannot send several files as one: give one with --as");
    const missing = words.find((word) => !existsSync(resolve(config.workingFolder, word)));
    if (missing !== undefined) throw new Obstacle(`Cannot send "${missing}" as there is no such file`);
    const opened = await openPipeline(values, config);
    const { pipeline, tools } = opened;
    const runIds: string[] = [];
    for (const word of words) {
      const path = resolve(config.workingFolder, word);
      const key = values.as ?? `${pipeline.source.prefix}${values.partner}/${basename(path)}`;
      runIds.push(await send(path, key, opened));
      if (!values.json) terminal.line(`${terminal.green("sent")} s3://${opened.bucket}/${key}`);
    }
    if (values["no-follow"]) return;
    const runs = await awaitRuns(runIds, {
      tools,
      clock: wallClock,
      onWaiting: (waitedMs) => terminal.problem(terminal.dim(`  still working after ${duration(waitedMs)}`)),
    });
    if (values.json) for (const run of runs) terminal.line(JSON.stringify(run));
    else await printRuns(runs, tools, terminal);
    if (runs.some(({ status }) => status === "failed")) process.exitCode = 1;
  },
});

/** Puts a file of any size into the bucket; answers the ID of the run that will read it. */
async function send(path: string, key: string, { bucket, clients }: OpenPipeline): Promise<string> {
  const progress = createProgress({ what: "sent", total: statSync(path).size });
  const upload = new Upload({ client: clients.s3, params: { Bucket: bucket, Key: key, Body: createReadStream(path) } });
  upload.on("httpUploadProgress", ({ loaded = 0 }) => progress.at(loaded));
  const sent = await unless(upload.done(), "NoSuchBucket");
  progress.end();
  if (sent === undefined) {
    throw new Obstacle(
      `Cannot send to "${bucket}" as there is no such bucket: deploy the pipeline first with millrace up or deploy`,
    );
  }
  const head = await clients.s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
  return runIdOf({ bucket, key, eTag: (head.ETag ?? "").replaceAll('"', ""), versionId: head.VersionId });
}
