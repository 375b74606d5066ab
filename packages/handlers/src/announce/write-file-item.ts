import { ConditionalCheckFailedException, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { toItem } from "../attribute-value.ts";
import type { Run } from "../ledger/run.ts";
import type { Tools } from "../tools.ts";

/** Writes the item of a file in the tables of files that the function, not the workflow, keeps. An older version of the file never replaces a newer one. */
export async function writeFileItem({ pipeline, clients, config }: Tools, run: Run): Promise<void> {
  for (const sink of Object.values(pipeline.sinks)) {
    if (sink.kind !== "file-table" || sink.by === "workflow") continue;
    try {
      await clients.dynamodb.send(
        new PutItemCommand({
          TableName: config.filesTable ?? sink.table,
          Item: toItem({ [sink.key]: run.key, ...itemOf(run) }),
          ConditionExpression: "attribute_not_exists(#key) OR ArrivedAt <= :arrivedAt",
          ExpressionAttributeNames: { "#key": sink.key },
          ExpressionAttributeValues: { ":arrivedAt": { N: String(run.arrivedAt) } },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
}

const itemOf = (run: Run): object => ({
  Bucket: run.bucket,
  Size: run.size,
  ETag: run.eTag,
  VersionId: run.versionId,
  ArrivedAt: run.arrivedAt,
  Pipeline: run.pipeline,
  RunId: run.runId,
  Status: run.status,
  Reason: run.reason?.code,
  Records: run.counts?.records,
  Accepted: run.counts?.accepted,
  Rejected: run.counts?.rejected,
  Stored: run.counts?.stored,
  StartedAt: run.startedAt,
  FinishedAt: run.finishedAt,
});
