import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { AwsError } from "@millrace/wire";
import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { Call } from "../../../kernel/operation.ts";
import { servicePrincipal } from "../../../kernel/principal.ts";
import { groupResource, type LogStream } from "../model.ts";
import type { LogsStore } from "../store.ts";
import type { ExportTask } from "../stored/settings.ts";

export const exportJob = "export";

/** Text of one file before it is compressed. */
const fileBytesMax = 8 * 1024 * 1024;

/** Writes the events of a group into a bucket, a folder per stream. */
export const runExport: JobHandler<LogsStore> = {
  laneConcurrencyMax: 1,

  async run(call, job) {
    const { id } = job.payload as { readonly id: string };
    const { exports } = call.store.settings;
    const task = exports.get(id);
    if (task === undefined || task.status === "CANCELLED") return "done";
    exports.put(id, { ...task, status: "RUNNING" });
    try {
      await write(call, task);
      const isCancelled = exports.get(id)?.status === "CANCELLED";
      if (!isCancelled)
        exports.put(id, {
          ...task,
          status: "COMPLETED",
          message: "Completed successfully",
          completedAt: call.clock.now(),
        });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      exports.put(id, { ...task, status: "FAILED", message: error.message, completedAt: call.clock.now() });
    }
    return "done";
  },
};

async function write(call: Call<LogsStore>, { id, input }: ExportTask): Promise<void> {
  const folder = `${input.destinationPrefix ?? "exportedlogs"}`;
  await put(call, input, `${folder}/aws-logs-write-test`, Buffer.from("Permission Check Successful"));
  for (const stream of [...call.store.streams(input.logGroupName, input.logStreamNamePrefix)]) {
    let number = 0;
    for (const lines of filesOf(call.store, stream, input)) {
      const key = `${folder}/${id}/${stream.name.replaceAll("/", "-")}/${String(number++).padStart(6, "0")}.gz`;
      await put(call, input, key, gzipSync(lines));
    }
  }
}

function* filesOf(store: LogsStore, stream: LogStream, { from, to }: ExportTask["input"]): IterableIterator<string> {
  let [lines, bytes]: [string[], number] = [[], 0];
  for (const { at, message } of store.streamEvents(stream, { from, before: to })) {
    const line = `${new Date(at).toISOString()} ${message}\n`;
    lines.push(line);
    bytes += line.length;
    if (bytes < fileBytesMax) continue;
    yield lines.join("");
    [lines, bytes] = [[], 0];
  }
  if (lines.length > 0) yield lines.join("");
}

const put = (call: Call<LogsStore>, input: ExportTask["input"], Key: string, bytes: Buffer) =>
  call.aws.call(
    "s3",
    "PutObject",
    { Bucket: input.destination, Key, Body: Readable.from([bytes]) },
    { principal: exporter(call, input.logGroupName) },
  );

export const exporter = (scope: { account: string; region: string }, group: string) =>
  servicePrincipal(`logs.${scope.region}.amazonaws.com`, scope.account, groupResource(scope, group));
