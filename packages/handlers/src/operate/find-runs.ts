import { paginateQuery, type QueryCommandInput } from "@aws-sdk/client-dynamodb";
import { indexKeys } from "@millrace/pipeline";
import { fileIndex, statusIndex } from "@millrace/plan";
import { toItem } from "../attribute-value.ts";
import { filePartition, type Run, type RunStatus, readRun, statusPartition } from "../ledger/run.ts";
import type { Tools } from "../tools.ts";

/** Which runs are meant: all of one file, or those of a time. */
export type RunQuery =
  | { readonly bucket: string; readonly key: string }
  | {
      readonly statuses?: readonly RunStatus[];
      /** Begun at this time or later, as ISO 8601. */
      readonly from?: string;
      /** Begun before this time. */
      readonly to?: string;
    };

const allStatuses: readonly RunStatus[] = ["running", "completed", "failed"];

/** Runs of the ledger, the oldest first; by status where several are asked for. */
export async function* findRuns(
  tools: Pick<Tools, "clients" | "config" | "pipeline">,
  query: RunQuery,
): AsyncGenerator<Run> {
  if ("key" in query) {
    yield* runsAt(tools, fileIndex, { partition: filePartition(query.bucket, query.key) });
    return;
  }
  const { statuses = allStatuses, from, to } = query;
  for (const status of statuses) {
    yield* runsAt(tools, statusIndex, { partition: statusPartition(tools.pipeline.name, status), from, to });
  }
}

async function* runsAt(
  { clients, config }: Pick<Tools, "clients" | "config">,
  index: string,
  { partition, from = "", to = "~" }: { partition: string; from?: string | undefined; to?: string | undefined },
): AsyncGenerator<Run> {
  const { pk, sk } = indexKeys(index);
  const input: QueryCommandInput = {
    TableName: config.table,
    IndexName: index,
    KeyConditionExpression: "#pk = :pk AND #sk BETWEEN :from AND :to",
    ExpressionAttributeNames: { "#pk": pk, "#sk": sk },
    // A key may not be empty; no time begins with a blank.
    ExpressionAttributeValues: toItem({ pk: partition, from: from || " ", to }, ":"),
  };
  for await (const { Items = [] } of paginateQuery({ client: clients.dynamodb }, input)) {
    for (const item of Items) {
      const run = readRun(item);
      if (run !== undefined) yield run;
    }
  }
}
