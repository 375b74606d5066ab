import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type AttributeValue,
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams";
import { afterAll, describe, expect, it } from "vitest";
import { clientConfig } from "../support/cloud.ts";
import { type Running, start } from "../support/program.ts";

/** `MILLRACE_CRASHES=20 npm run sim` is a quick look; 200 rounds are what a release needs. */
const rounds = Number(process.env["MILLRACE_CRASHES"] ?? 200);
const accounts = 20;
const balance = 100;
const movers = 8;
const TableName = "accounts";

const folder = mkdtempSync(join(tmpdir(), "millrace-crash-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Open {
  readonly program: Running;
  readonly tables: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
}

async function open(): Promise<Open> {
  const program = start(["cloud", "--data", folder, "--port", "0", "--json"]);
  const [, endpoint = ""] = await program.prints(/"endpoint":"([^"]+)"/);
  const config = { ...clientConfig(endpoint), maxAttempts: 1 };
  return { program, tables: new DynamoDBClient(config), streams: new DynamoDBStreamsClient(config) };
}

async function fill({ tables }: Open): Promise<void> {
  await tables.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "group", AttributeType: "S" },
        { AttributeName: "amount", AttributeType: "N" },
      ],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      GlobalSecondaryIndexes: [
        {
          IndexName: "by-amount",
          KeySchema: [
            { AttributeName: "group", KeyType: "HASH" },
            { AttributeName: "amount", KeyType: "RANGE" },
          ],
          Projection: { ProjectionType: "ALL" },
        },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    }),
  );
  for (let at = 0; at < accounts; at++) {
    const Item = { pk: { S: `account-${at}` }, group: { S: `g${at % 3}` }, amount: { N: String(balance) } };
    await tables.send(new PutItemCommand({ TableName, Item }));
  }
}

/** Moves amounts until the program is gone. Answers the receipts of what it was told had been moved. */
async function move({ tables }: Open, round: number, mover: number): Promise<string[]> {
  const acknowledged: string[] = [];
  for (let at = 0; ; at++) {
    const receipt = `receipt-${round}-${mover}-${at}`;
    const from = (at * 7 + mover) % accounts;
    const to = (from + 1 + ((at + mover) % (accounts - 1))) % accounts;
    const change = (account: number, amount: number) => ({
      Update: {
        TableName,
        Key: { pk: { S: `account-${account}` } },
        UpdateExpression: "ADD amount :by",
        ExpressionAttributeValues: { ":by": { N: String(amount) } },
      },
    });
    try {
      await tables.send(
        new TransactWriteItemsCommand({
          TransactItems: [
            change(from, -1),
            change(to, 1),
            { Put: { TableName, Item: { pk: { S: receipt } }, ConditionExpression: "attribute_not_exists(pk)" } },
          ],
        }),
      );
      acknowledged.push(receipt);
    } catch {
      return acknowledged;
    }
  }
}

type Item = Record<string, AttributeValue>;

async function scan({ tables }: Open, IndexName?: string): Promise<Map<string, Item>> {
  const found = new Map<string, Item>();
  let ExclusiveStartKey: Item | undefined;
  do {
    const page = await tables.send(new ScanCommand({ TableName, IndexName, ExclusiveStartKey }));
    for (const item of page.Items ?? []) found.set(item["pk"]?.S ?? "", item);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return found;
}

/** What a reader of the stream who knows nothing else takes the table to be. */
async function replay({ tables, streams }: Open): Promise<Map<string, Item>> {
  const { Table } = await tables.send(new DescribeTableCommand({ TableName }));
  const StreamArn = Table?.LatestStreamArn;
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const state = new Map<string, Item>();
  for (const { ShardId } of StreamDescription?.Shards ?? []) {
    const first = await streams.send(
      new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" }),
    );
    let ShardIterator = first.ShardIterator;
    while (ShardIterator !== undefined) {
      const page = await streams.send(new GetRecordsCommand({ ShardIterator }));
      if (page.Records?.length === 0) break;
      for (const { dynamodb } of page.Records ?? [])
        apply(state, dynamodb?.Keys, dynamodb?.OldImage, dynamodb?.NewImage);
      ShardIterator = page.NextShardIterator;
    }
  }
  return state;
}

/** Every record must begin where the one before it ended. */
function apply(state: Map<string, Item>, keys: Item | undefined, old: Item | undefined, fresh: Item | undefined): void {
  const pk = keys?.["pk"]?.S ?? "";
  expect(state.get(pk)).toEqual(old);
  if (fresh === undefined) state.delete(pk);
  else state.set(pk, fresh);
}

async function check(cloud: Open, acknowledged: ReadonlySet<string>, withStream: boolean): Promise<void> {
  const table = await scan(cloud);
  const money = [...table.values()].filter(({ amount }) => amount !== undefined);
  expect(money.reduce((sum, { amount }) => sum + Number(amount?.N), 0)).toBe(accounts * balance);
  expect([...acknowledged].filter((receipt) => !table.has(receipt))).toEqual([]);
  const indexed = await scan(cloud, "by-amount");
  expect(indexed).toEqual(new Map([...table].filter(([, { amount }]) => amount !== undefined)));
  const { Table } = await cloud.tables.send(new DescribeTableCommand({ TableName }));
  expect([Table?.ItemCount, Table?.GlobalSecondaryIndexes?.[0]?.ItemCount]).toEqual([table.size, indexed.size]);
  if (withStream) expect(await replay(cloud)).toEqual(table);
}

describe("DynamoDB, killed again and again", () => {
  it(`loses nothing that it acknowledged in ${rounds} rounds, and its sums, indexes and streams agree`, async () => {
    const acknowledged = new Set<string>();
    let cloud = await open();
    await fill(cloud);
    for (let round = 0; round < rounds; round++) {
      const moving = Array.from({ length: movers }, (_, mover) => move(cloud, round, mover));
      await new Promise((resolve) => setTimeout(resolve, 40 + ((round * 37) % 200)));
      await cloud.program.stop("SIGKILL");
      for (const receipt of (await Promise.all(moving)).flat()) acknowledged.add(receipt);
      cloud = await open();
      await check(cloud, acknowledged, round % 20 === 19 || round === rounds - 1);
    }
    await cloud.program.stop();

    expect(acknowledged.size).toBeGreaterThan(rounds);
  });
});
