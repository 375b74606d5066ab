import { BatchWriteItemCommand, type DynamoDBClient, type WriteRequest } from "@aws-sdk/client-dynamodb";
import { type Clock, sleep } from "@millrace/core";
import type { AttributeItem } from "../attribute-value.ts";
import { HandlerError } from "../handler-error.ts";
import { inFlight } from "../in-flight.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const batchItemsMax = 25;

/** What DynamoDB hands back unprocessed is tried again after 50, 100, ... 3200 ms: about ten seconds in all. */
const retriesMax = 8;
const retryDelayMs = 50;
const retryDelayMsMax = 3_200;

export interface TableWriter {
  readonly dynamodb: DynamoDBClient;
  readonly clock: Clock;
  readonly table: string;
  readonly requestsInFlightMax: number;
}

/** Puts all items, whatever is there. No two of them may have the same key: DynamoDB refuses such a batch. */
export async function putAll(writer: TableWriter, items: readonly AttributeItem[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(items.length / batchItemsMax) }, (_, index) =>
    items.slice(index * batchItemsMax, (index + 1) * batchItemsMax),
  );
  await inFlight(batches, writer.requestsInFlightMax, (batch) => putBatch(writer, batch));
}

async function putBatch({ dynamodb, clock, table }: TableWriter, batch: readonly AttributeItem[]): Promise<void> {
  let left: readonly WriteRequest[] = batch.map((Item) => ({ PutRequest: { Item } }));
  for (let attempt = 0; left.length > 0; attempt++) {
    if (attempt > retriesMax) {
      throw new HandlerError(
        "table-too-slow",
        `Cannot store ${left.length} items: table "${table}" keeps handing them back`,
      );
    }
    if (attempt > 0) await sleep(clock, Math.min(retryDelayMs * 2 ** (attempt - 1), retryDelayMsMax));
    const { UnprocessedItems } = await dynamodb.send(
      new BatchWriteItemCommand({ RequestItems: { [table]: [...left] } }),
    );
    left = UnprocessedItems?.[table] ?? [];
  }
}
