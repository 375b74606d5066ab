/**
 * What operations cost in this process, protocol and signatures apart: `node bench/dynamodb/run.mjs [folder]`.
 * The storage commits once per turn, as it does behind the gateway; with a folder it writes to disk.
 */
import { join } from "node:path";
import { Storage } from "../../packages/cloud/src/kernel/store/storage.ts";
import { batchWriteItem } from "../../packages/cloud/src/services/dynamodb/operations/batch-write-item.ts";
import { getItem } from "../../packages/cloud/src/services/dynamodb/operations/get-item.ts";
import { putItem } from "../../packages/cloud/src/services/dynamodb/operations/put-item.ts";
import { query } from "../../packages/cloud/src/services/dynamodb/operations/query.ts";
import { transactWriteItems } from "../../packages/cloud/src/services/dynamodb/operations/transact-write-items.ts";
import { updateItem } from "../../packages/cloud/src/services/dynamodb/operations/update-item.ts";
import { Bench, statusIndex } from "../../packages/cloud/src/services/dynamodb/testing.ts";

const requestsPerTurn = 64;
const rounds = 3;

const keyOf = (at: number) => ({ pk: { S: `customer#${at % 2000}` }, sk: { N: String(at) } });
const itemOf = (at: number) => ({
  ...keyOf(at),
  version: { N: "1" },
  name: { S: "A name of some length" },
  tags: { SS: ["one", "two", "three"] },
  entries: { L: [{ M: { sku: { S: "A-1" }, count: { N: "3" } } }, { M: { sku: { S: "B-2" }, count: { N: "12" } } }] },
  data: { S: "x".repeat(700) },
});
const scattered = (at: number, count: number): number => (at * 7919) % count;

async function measure(name: string, count: number, run: (at: number) => unknown): Promise<void> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    for (let at = 0; at < count; at++) {
      run(at);
      if (at % requestsPerTurn === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await new Promise((resolve) => setImmediate(resolve));
    const used = process.cpuUsage(before);
    best = Math.min(best, (used.user + used.system) / count);
  }
  console.log(
    `${name.padEnd(34)} ${best.toFixed(1).padStart(8)} us/op ${Math.round(1e6 / best)
      .toString()
      .padStart(9)} op/s`,
  );
}

export async function main(folder: string | undefined): Promise<void> {
  const storage = Storage.open(folder === undefined ? ":memory:" : join(folder, "bench.db"), "process");
  const bench = new Bench(storage).withOrders().withOrders({ ...statusIndex(), TableName: "indexed" });
  const items = 20_000;
  const TableName = "orders";
  const all = Array.from({ length: items }, (_, at) => itemOf(at));
  const item = (at: number) => all[at % items] ?? itemOf(at);

  await measure("PutItem, 1 KB", items, (at) => bench.send(putItem, { TableName, Item: item(at) }));
  await measure("PutItem, conditional", items, (at) =>
    bench.send(putItem, {
      TableName,
      Item: item(at),
      ConditionExpression: "attribute_not_exists(pk) OR version <= :v",
      ExpressionAttributeValues: { ":v": { N: "5" } },
    }),
  );
  await measure("PutItem, one global index", items, (at) =>
    bench.send(putItem, {
      TableName: "indexed",
      Item: { ...item(at), status: { S: `s${at % 50}` }, total: { N: String(at) } },
    }),
  );
  await measure("GetItem", items * 2, (at) => bench.send(getItem, { TableName, Key: keyOf(scattered(at, items)) }));
  await measure("GetItem, projected", items, (at) =>
    bench.send(getItem, {
      TableName,
      Key: keyOf(scattered(at, items)),
      ProjectionExpression: "version, entries[0].sku",
    }),
  );
  await measure("UpdateItem, counter", items, (at) =>
    bench.send(updateItem, {
      TableName,
      Key: keyOf(scattered(at, items)),
      UpdateExpression: "SET version = version + :one",
      ConditionExpression: "attribute_exists(pk)",
      ExpressionAttributeValues: { ":one": { N: "1" } },
    }),
  );
  await measure("Query, 10 items", 4000, (at) =>
    bench.send(query, {
      TableName,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": { S: `customer#${at % 2000}` } },
    }),
  );
  await measure("Query, 10 items, filtered", 4000, (at) =>
    bench.send(query, {
      TableName,
      KeyConditionExpression: "pk = :pk AND sk > :sk",
      FilterExpression: "contains(tags, :tag) AND size(entries) > :two",
      ExpressionAttributeValues: {
        ":pk": { S: `customer#${at % 2000}` },
        ":sk": { N: "0" },
        ":tag": { S: "two" },
        ":two": { N: "2" },
      },
    }),
  );
  await measure("BatchWriteItem, 25 items", 800, (at) =>
    bench.send(batchWriteItem, {
      RequestItems: {
        [TableName]: Array.from({ length: 25 }, (_, each) => ({ PutRequest: { Item: item(at * 25 + each) } })),
      },
    }),
  );
  await measure("TransactWriteItems, 10 updates", 1000, (at) =>
    bench.send(transactWriteItems, {
      TransactItems: Array.from({ length: 10 }, (_, each) => ({
        Update: {
          TableName,
          Key: keyOf((at * 10 + each) % items),
          UpdateExpression: "SET version = version + :one",
          ExpressionAttributeValues: { ":one": { N: "1" } },
        },
      })),
    }),
  );
  await storage.close();
}
