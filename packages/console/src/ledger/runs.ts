import { now } from "../browser.ts";
import { call } from "../cloud/call.ts";
import { type Item, plainItem } from "../cloud/items.ts";

// The literal types of these names are those of the rooms that own them: the page loads none of their code.
const statusIndex: typeof import("@millrace/plan").statusIndex = "ledgerByStatus";

const fileIndex: typeof import("@millrace/plan").fileIndex = "ledgerByFile";

export const statuses = ["running", "completed", "failed"] as const;

export interface Run {
  readonly runId: string;
  readonly pipeline: string;
  readonly status: (typeof statuses)[number];
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
  readonly size: number;
  readonly attempts: number;
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly durationMs?: number;
  readonly counts?: Readonly<Record<"records" | "accepted" | "rejected" | "bytes" | "stored" | "existing", number>>;
  readonly estimatedCost?: number;
  readonly format?: string;
  readonly encoding?: string;
  readonly reason?: { readonly code: string; readonly message: string };
  readonly rejectsDiscardedAt?: string;
  readonly rejects?: { readonly ndjson: string; readonly csv: string };
}

export interface Reject {
  readonly ordinal: number;
  readonly line: number;
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly code: string;
  readonly field?: string;
  readonly message: string;
  readonly raw?: string;
}

interface Queried {
  readonly Items?: readonly Item[];
  readonly LastEvaluatedKey?: Item;
}

const shownMax = 10_000;

/** Names of the tables that are the ledger of a pipeline, which bears the same name. */
export async function findPipelines(): Promise<string[]> {
  const { TableNames = [] } = await call<{ TableNames?: string[] }>("dynamodb", "ListTables");
  const tables = await Promise.all(
    TableNames.map((TableName) =>
      call<{ Table: { TableName: string; GlobalSecondaryIndexes?: { IndexName: string }[] } }>(
        "dynamodb",
        "DescribeTable",
        { TableName },
      ),
    ),
  );
  return tables
    .filter(({ Table }) => Table.GlobalSecondaryIndexes?.some(({ IndexName }) => IndexName === statusIndex))
    .map(({ Table }) => Table.TableName);
}

/** The runs of a pipeline, newest first. */
export async function readRuns(pipeline: string, max = shownMax): Promise<Run[]> {
  const found = await Promise.all(statuses.map((status) => readRunsOf(pipeline, status, max)));
  return found
    .flat()
    .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
    .slice(0, max);
}

async function readRunsOf(pipeline: string, status: string, max: number): Promise<Run[]> {
  const runs: Run[] = [];
  let from: Item | undefined;
  do {
    const { Items = [], LastEvaluatedKey }: Queried = await call("dynamodb", "Query", {
      TableName: pipeline,
      IndexName: statusIndex,
      KeyConditionExpression: "#pk = :pk",
      ExpressionAttributeNames: { "#pk": `${statusIndex}PK` },
      ExpressionAttributeValues: { ":pk": { S: `${pipeline}#${status}` } },
      ScanIndexForward: false,
      Limit: max,
      ...(from === undefined ? {} : { ExclusiveStartKey: from }),
    });
    // Only the handlers write such items, in this shape.
    runs.push(...Items.map((item) => plainItem(item) as unknown as Run));
    from = LastEvaluatedKey;
  } while (from !== undefined && runs.length < max);
  return runs;
}

const partition = (runId: string): string => `millrace#run#${runId}`;

export async function readRun(pipeline: string, runId: string): Promise<Run | undefined> {
  const { Item } = await call<{ Item?: Item }>("dynamodb", "GetItem", {
    TableName: pipeline,
    Key: { PK: { S: partition(runId) }, SK: { S: "run" } },
    ConsistentRead: true,
  });
  return Item === undefined ? undefined : (plainItem(Item) as unknown as Run);
}

/** The latest run of a file, if there is one. */
export async function findLatestRun(pipeline: string, bucket: string, key: string): Promise<Run | undefined> {
  const { Items = [] } = await call<Queried>("dynamodb", "Query", {
    TableName: pipeline,
    IndexName: fileIndex,
    KeyConditionExpression: "#pk = :pk",
    ExpressionAttributeNames: { "#pk": `${fileIndex}PK` },
    ExpressionAttributeValues: { ":pk": { S: `${bucket}/${key}` } },
    ScanIndexForward: false,
    Limit: 1,
  });
  return Items[0] === undefined ? undefined : (plainItem(Items[0]) as unknown as Run);
}

/** Notes that somebody has looked at the rejects of a run and wants no more of them. */
export const discardRejects = (run: Run): Promise<unknown> =>
  call("dynamodb", "UpdateItem", {
    TableName: run.pipeline,
    Key: { PK: { S: partition(run.runId) }, SK: { S: "run" } },
    UpdateExpression: "SET rejectsDiscardedAt = :now",
    ConditionExpression: "attribute_exists(#status)",
    ExpressionAttributeNames: { "#status": "status" },
    ExpressionAttributeValues: { ":now": { S: new Date(now()).toISOString() } },
  });

/** The first rejected records of a run, in the order of the file. */
export async function readRejects(pipeline: string, runId: string, max = 1000): Promise<Reject[]> {
  const { Items = [] } = await call<Queried>("dynamodb", "Query", {
    TableName: pipeline,
    KeyConditionExpression: "PK = :pk AND begins_with(SK, :reject)",
    ExpressionAttributeValues: { ":pk": { S: partition(runId) }, ":reject": { S: "reject#" } },
    Limit: max,
  });
  return Items.map((item) => plainItem(item) as unknown as Reject);
}

/**
 * Has a file read once more, by copying the object onto itself, which S3 tells the pipeline like any other arrival. Where the
 * bucket keeps versions that is a new one with a run of its own; else the run that has ended must first be opened again.
 */
export async function replay(run: Run): Promise<void> {
  if (run.versionId === undefined) await reopen(run);
  const source = `${run.bucket}/${run.key.split("/").map(encodeURIComponent).join("/")}`;
  await call("s3", "CopyObject", {
    Bucket: run.bucket,
    Key: run.key,
    CopySource: run.versionId === undefined ? source : `${source}?versionId=${run.versionId}`,
    MetadataDirective: "REPLACE",
  });
}

/** Lets a run that has ended be claimed once more, as the handlers themselves do it. */
const reopen = (run: Run): Promise<unknown> =>
  call("dynamodb", "UpdateItem", {
    TableName: run.pipeline,
    Key: { PK: { S: partition(run.runId) }, SK: { S: "run" } },
    UpdateExpression: "SET #status = :failed, reason = :reason, generation = if_not_exists(generation, :zero) + :one",
    ConditionExpression: "attribute_exists(#status) AND #status <> :running",
    ExpressionAttributeNames: { "#status": "status" },
    ExpressionAttributeValues: {
      ":failed": { S: "failed" },
      ":running": { S: "running" },
      ":reason": { M: { code: { S: "interrupted" }, message: { S: "The run was opened again" } } },
      ":zero": { N: "0" },
      ":one": { N: "1" },
    },
  });
