import { GetItemCommand, QueryCommand, type QueryCommandInput } from "@aws-sdk/client-dynamodb";
import {
  type Run,
  type RunStatus,
  readReject,
  readRun,
  runPartition,
  runSort,
  statusPartition,
} from "@millrace/handlers";
import { indexKeys, partitionKey, sortKey } from "@millrace/pipeline";
import { statusIndex } from "@millrace/plan";
import type { Clients } from "../target.ts";

export type Reject = NonNullable<ReturnType<typeof readReject>>;
type Item = Parameters<typeof readRun>[0];

/** Reads what became of files. */
export class Ledger {
  readonly #table: string;
  readonly #pipeline: string;
  readonly #clients: Clients;

  constructor({ table, pipeline, clients }: { table: string; pipeline: string; clients: Clients }) {
    this.#table = table;
    this.#pipeline = pipeline;
    this.#clients = clients;
  }

  async run(runId: string): Promise<Run | undefined> {
    const { Item: item } = await this.#clients.dynamodb.send(
      new GetItemCommand({
        TableName: this.#table,
        Key: { [partitionKey]: { S: runPartition(runId) }, [sortKey]: { S: runSort } },
        ConsistentRead: true,
      }),
    );
    return item === undefined ? undefined : readRun(item as Item);
  }

  /** Runs of one status that began at `since` or later, oldest first. */
  async runs(status: RunStatus, since: string): Promise<Run[]> {
    const keys = indexKeys(statusIndex);
    const items = await this.#query({
      TableName: this.#table,
      IndexName: statusIndex,
      KeyConditionExpression: "#pk = :pk AND #sk >= :since",
      ExpressionAttributeNames: { "#pk": keys.pk, "#sk": keys.sk },
      ExpressionAttributeValues: { ":pk": { S: statusPartition(this.#pipeline, status) }, ":since": { S: since } },
    });
    return items.flatMap((item) => readRun(item) ?? []);
  }

  /** The first rejected records of a run, in the order of the file. */
  async rejects(runId: string, limit: number): Promise<Reject[]> {
    const items = await this.#query({
      TableName: this.#table,
      Limit: limit,
      KeyConditionExpression: "#pk = :pk AND begins_with(#sk, :reject)",
      ExpressionAttributeNames: { "#pk": partitionKey, "#sk": sortKey },
      ExpressionAttributeValues: { ":pk": { S: runPartition(runId) }, ":reject": { S: "reject#" } },
    });
    return items.flatMap((item) => readReject(item) ?? []);
  }

  async #query(input: QueryCommandInput): Promise<Item[]> {
    const { Items: items = [] } = await this.#clients.dynamodb.send(new QueryCommand(input));
    return items as Item[];
  }
}
