import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { AwsError } from "@millrace/wire";
import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { Call } from "../../../kernel/operation.ts";
import type { DynamoDbStore } from "../store.ts";
import { StoredItem } from "../values/stored-item.ts";
import { describeExport } from "./describe-transfer.ts";
import type { TableExport } from "./transfers.ts";

export const exportJob = "export";

/** Items of one data file: enough for few files, little enough to compress in one piece. */
const itemsPerFile = 20_000;

/**
 * Writes the items of a table as they were at the export's time, and the manifests that say where they are.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html
 */
export const exportInBackground: JobHandler<DynamoDbStore> = {
  laneConcurrencyMax: 1,
  async run(call, job) {
    const { store, clock } = call;
    const started = store.transfers.exports.get(String(job.payload));
    if (started === undefined || started.status !== "IN_PROGRESS") return "done";
    try {
      const written = await writeFiles(call, started);
      store.transfers.exports.put(started.arn, { ...written, status: "COMPLETED", endedAt: clock.now() });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const failure = { code: `S3${error.code}`, message: error.message };
      store.transfers.exports.put(started.arn, { ...started, status: "FAILED", endedAt: clock.now(), failure });
    }
    return "done";
  },
};

async function writeFiles(call: Call<DynamoDbStore>, started: TableExport): Promise<TableExport> {
  const { input, arn, principal } = started;
  const id = arn.slice(arn.lastIndexOf("/") + 1);
  const folder = `${input.S3Prefix === undefined ? "" : `${input.S3Prefix}/`}AWSDynamoDB/${id}`;
  const put = (Key: string, text: string | Buffer) =>
    call.aws.call(
      "s3",
      "PutObject",
      { Bucket: input.S3Bucket, Key, Body: Readable.from([Buffer.from(text)]) },
      { principal },
    );

  let [items, bytes] = [0, 0];
  const files: object[] = [];
  for (const rows of filesOf(call.store, started)) {
    const lines = rows.map((row) => `{"Item":${row.json}}\n`).join("");
    const data = gzipSync(lines);
    const dataFileS3Key = `${folder}/data/${call.ids.text(26)}.json.gz`;
    await put(dataFileS3Key, data);
    const md5Checksum = createHash("md5").update(data).digest("base64");
    files.push({
      itemCount: rows.length,
      md5Checksum,
      etag: createHash("md5").update(data).digest("hex"),
      dataFileS3Key,
    });
    items += rows.length;
    bytes += rows.reduce((sum, row) => sum + row.bytes, 0);
  }
  const manifestFilesS3Key = `${folder}/manifest-files.json`;
  await put(manifestFilesS3Key, files.map((file) => `${JSON.stringify(file)}\n`).join(""));
  const manifest = `${folder}/manifest-summary.json`;
  const done: TableExport = { ...started, items, bytes, manifest };
  await put(manifest, JSON.stringify(summaryOf(done, manifestFilesS3Key)));
  return done;
}

/** The rows of every file, changes since the export's time taken back. */
function* filesOf(store: DynamoDbStore, { tableArn, at }: TableExport): IterableIterator<readonly StoredItem[]> {
  const table = store.table(tableArn);
  const former = new Map<string, string | undefined>();
  for (const { key, row } of store.history.since(table.definition, at)) former.set(key.toString("latin1"), row);
  let file: StoredItem[] = [];
  const known = new Set<string>();
  for (const { key, value } of table.rows.range()) {
    const name = key.toString("latin1");
    known.add(name);
    const row = former.has(name) ? former.get(name) : value;
    if (row !== undefined) file.push(StoredItem.parse(row));
    if (file.length < itemsPerFile) continue;
    yield file;
    file = [];
  }
  for (const [name, row] of former) if (row !== undefined && !known.has(name)) file.push(StoredItem.parse(row));
  yield file;
}

function summaryOf(done: TableExport, manifestFilesS3Key: string): object {
  const described = describeExport({ ...done, status: "COMPLETED" });
  return {
    version: "2020-06-30",
    exportArn: done.arn,
    startTime: described.StartTime,
    tableArn: done.tableArn,
    tableId: done.tableId,
    exportTime: described.ExportTime,
    s3Bucket: done.input.S3Bucket,
    s3Prefix: done.input.S3Prefix ?? null,
    s3SseAlgorithm: described.S3SseAlgorithm,
    manifestFilesS3Key,
    billedSizeBytes: done.bytes,
    itemCount: done.items,
    outputFormat: described.ExportFormat,
  };
}
