import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { AwsError } from "@millrace/wire";
import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { Call } from "../../../kernel/operation.ts";
import { keyOfItem } from "../keys/item-key.ts";
import { itemBytesMax } from "../limits.ts";
import type { DynamoDbStore } from "../store.ts";
import type { Item } from "../values/attribute-value.ts";
import { checkedItem } from "../values/check.ts";
import { StoredItem } from "../values/stored-item.ts";
import { parseCsv } from "./parse-csv.ts";
import type { TableImport } from "./transfers.ts";

export const importJob = "import";

/**
 * Puts what the objects of a bucket hold into a new table; records that cannot be items are counted.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataImport.HowItWorks.html
 */
export const importInBackground: JobHandler<DynamoDbStore> = {
  laneConcurrencyMax: 1,
  async run(call, job) {
    const { store, clock } = call;
    const started = store.transfers.imports.get(String(job.payload));
    if (started === undefined || started.status !== "IN_PROGRESS") return "done";
    try {
      const done = await readObjects(call, started);
      store.transfers.imports.put(started.arn, { ...done, status: "COMPLETED", endedAt: clock.now() });
    } catch (error) {
      const failure =
        error instanceof AwsError
          ? { code: `S3${error.code}`, message: error.message }
          : { code: "InputFormatError", message: "The objects could not be read in the given format" };
      store.transfers.imports.put(started.arn, { ...started, status: "FAILED", endedAt: clock.now(), failure });
    }
    return "done";
  },
};

async function readObjects(call: Call<DynamoDbStore>, started: TableImport): Promise<TableImport> {
  let done: TableImport = started;
  for (const key of await keysOf(call, started)) done = importText(call.store, done, await textOf(call, started, key));
  return done;
}

async function keysOf(call: Call<DynamoDbStore>, { input, principal }: TableImport): Promise<readonly string[]> {
  const { S3Bucket: Bucket, S3KeyPrefix: Prefix } = input.S3BucketSource;
  const keys: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await call.aws.call(
      "s3",
      "ListObjectsV2",
      { Bucket, ...(Prefix !== undefined && { Prefix }), ...(ContinuationToken && { ContinuationToken }) },
      { principal },
    );
    keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return keys;
}

async function textOf(call: Call<DynamoDbStore>, { input, principal }: TableImport, Key: string): Promise<string> {
  const { S3Bucket: Bucket } = input.S3BucketSource;
  const { Body } = await call.aws.call("s3", "GetObject", { Bucket, Key }, { principal });
  const bytes = await buffer(Readable.from(Body instanceof Uint8Array ? [Body] : (Body as AsyncIterable<Uint8Array>)));
  return (input.InputCompressionType === "GZIP" ? gunzipSync(bytes) : bytes).toString("utf8");
}

function importText(store: DynamoDbStore, before: TableImport, text: string): TableImport {
  const table = store.table(before.tableArn);
  let { items, bytes, imported, errors } = before;
  for (const record of recordsOf(before.input, text)) {
    items++;
    try {
      const item = checkedItem(record() ?? {});
      const key = keyOfItem(table.definition.keySchema, item);
      const stored = StoredItem.of(item);
      if (stored.bytes > itemBytesMax) throw new RangeError("Cannot import the item: expected 400 KB at most");
      store.write(table, key, table.read(key), stored);
      bytes += stored.bytes;
      imported++;
    } catch {
      // What cannot be an item is counted and left behind, as AWS leaves it; the log group that it names is not ours.
      errors++;
    }
  }
  return { ...before, items, bytes, imported, errors };
}

/** Every record as something that still has to be read, so that one bad record spoils no other. */
function recordsOf(input: TableImport["input"], text: string): readonly (() => Item | undefined)[] {
  if (input.InputFormat === "CSV") return csvRecords(input, text);
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => () => (JSON.parse(line) as { Item?: Item }).Item);
}

function csvRecords(input: TableImport["input"], text: string): readonly (() => Item)[] {
  const { Delimiter = ",", HeaderList } = input.InputFormatOptions?.Csv ?? {};
  const rows = parseCsv(text, Delimiter);
  const header = HeaderList ?? rows[0] ?? [];
  const types = new Map(
    input.TableCreationParameters.AttributeDefinitions?.map(({ AttributeName, AttributeType }) => [
      AttributeName,
      AttributeType,
    ]),
  );
  const records = HeaderList === undefined ? rows.slice(1) : rows;
  return records.map((cells) => () => {
    const named = header.flatMap((name, at) => {
      const cell = cells[at];
      return cell === undefined || cell === "" ? [] : [[name, { [types.get(name) ?? "S"]: cell }] as const];
    });
    return Object.fromEntries(named);
  });
}
