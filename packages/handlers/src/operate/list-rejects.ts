import { paginateQuery } from "@aws-sdk/client-dynamodb";
import { partitionKey, type Rejected, sortKey } from "@millrace/pipeline";
import { toItem } from "../attribute-value.ts";
import { readReject, runPartition } from "../ledger/run.ts";
import type { Tools } from "../tools.ts";

/** The rejects of a run that the ledger has, in the order of the file; all of them are in the files of rejects. */
export async function* listRejects(
  { clients, config }: Pick<Tools, "clients" | "config">,
  runId: string,
  /** So many are fetched at a time; as many as DynamoDB gives unless told otherwise. */
  pageSize?: number,
): AsyncGenerator<Omit<Rejected, "kind">> {
  const pages = paginateQuery(
    { client: clients.dynamodb, ...(pageSize === undefined ? {} : { pageSize }) },
    {
      TableName: config.table,
      KeyConditionExpression: "#pk = :run AND begins_with(#sk, :reject)",
      ExpressionAttributeNames: { "#pk": partitionKey, "#sk": sortKey },
      ExpressionAttributeValues: toItem({ run: runPartition(runId), reject: "reject#" }, ":"),
    },
  );
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      const reject = readReject(item);
      if (reject !== undefined) yield reject;
    }
  }
}
