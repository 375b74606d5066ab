import { GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  GetItemCommand,
  ProvisionedThroughputExceededException,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb";
import { frozenClock } from "@millrace/core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
let tables = 0;
let TableName: string;

beforeAll(async () => {
  cloud = await startTestCloud({ enforcesThroughput: true, wall: frozenClock(Date.now()) });
});
afterAll(() => cloud.stop());

const one = { ReadCapacityUnits: 1, WriteCapacityUnits: 1 };

beforeEach(async () => {
  TableName = `orders-${++tables}`;
  await cloud.dynamodb.send(
    new CreateTableCommand({
      TableName,
      ProvisionedThroughput: one,
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "status", AttributeType: "S" },
      ],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      GlobalSecondaryIndexes: [
        {
          IndexName: "by-status",
          KeySchema: [{ AttributeName: "status", KeyType: "HASH" }],
          Projection: { ProjectionType: "ALL" },
          ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
        },
      ],
    }),
  );
  cloud.cloud.advanceClock(60_000);
});

/** Costs 60 units, which takes the cloud a minute to pay back. */
const large = (pk: string, more = {}) => ({ pk: { S: pk }, data: { S: "x".repeat(60 * 1024 - 200) }, ...more });
const put = (Item: ReturnType<typeof large>) => cloud.dynamodb.send(new PutItemCommand({ TableName, Item }));
const small = { pk: { S: "small" } };

/** Leaves the table in debt for writes. */
const useUp = async () => {
  await put(large("a"));
  await put(large("b"));
};

const sum = async (MetricName: string, more: { Name: string; Value: string }[] = []) => {
  const now = Date.now() + 90 * 60_000;
  const { Datapoints = [] } = await cloud.cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace: "AWS/DynamoDB",
      MetricName,
      Dimensions: [{ Name: "TableName", Value: TableName }, ...more],
      StartTime: new Date(now - 3 * 3_600_000),
      EndTime: new Date(now),
      Period: 3600,
      Statistics: ["Sum"],
    }),
  );
  return Datapoints.reduce((total, { Sum = 0 }) => total + Sum, 0);
};

describe("provisioned throughput that is enforced", () => {
  it("refuses writes once more was written than saved, says what ran out, and lets them in when time has passed", async () => {
    await useUp();

    const refused = await cloud.dynamodb.send(new PutItemCommand({ TableName, Item: small })).catch((error) => error);
    expect(refused).toBeInstanceOf(ProvisionedThroughputExceededException);
    expect(refused.message).toBe(
      "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.",
    );
    expect(refused.ThrottlingReasons).toEqual([
      {
        reason: "TableWriteProvisionedThroughputExceeded",
        resource: `arn:aws:dynamodb:eu-west-1:000000000000:table/${TableName}`,
      },
    ]);

    cloud.cloud.advanceClock(120_000);
    await cloud.dynamodb.send(new PutItemCommand({ TableName, Item: small }));
  });

  it("saves five minutes of what was not used, and no more", async () => {
    cloud.cloud.advanceClock(3_600_000);
    const outcomes: string[] = [];
    for (let at = 0; at < 8; at++)
      outcomes.push(
        await put(large(`k${at}`)).then(
          () => "put",
          (error) => error.name,
        ),
      );

    expect(outcomes.filter((outcome) => outcome === "put")).toHaveLength(5);
    expect(outcomes.at(-1)).toBe("ProvisionedThroughputExceededException");
  });

  it("refuses a write for an index that has nothing left, and only where that index is written", async () => {
    await cloud.dynamodb.send(
      new UpdateTableCommand({
        TableName,
        ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 10_000 },
      }),
    );
    cloud.cloud.advanceClock(1_000);
    await put(large("a", { status: { S: "new" } }));
    await put(large("b", { status: { S: "new" } }));

    const refused = await put(large("c", { status: { S: "new" } })).catch((error) => error);
    expect(refused.ThrottlingReasons?.[0].reason).toBe("IndexWriteProvisionedThroughputExceeded");
    await put(large("d"));
    expect(await sum("WriteThrottleEvents", [{ Name: "GlobalSecondaryIndexName", Value: "by-status" }])).toBe(1);
  });

  it("refuses reads of a table and of an index apart", async () => {
    await put(large("a", { status: { S: "new" } }));
    const read = () =>
      cloud.dynamodb.send(new GetItemCommand({ TableName, Key: { pk: { S: "a" } }, ConsistentRead: true }));
    const query = () =>
      cloud.dynamodb.send(
        new QueryCommand({
          TableName,
          IndexName: "by-status",
          KeyConditionExpression: "#s = :s",
          ExpressionAttributeNames: { "#s": "status" },
          ExpressionAttributeValues: { ":s": { S: "new" } },
        }),
      );
    const outcomes: string[] = [];
    for (let at = 0; at < 8; at++)
      outcomes.push(
        await read().then(
          () => "read",
          (error) => error.name,
        ),
      );

    expect(outcomes[0]).toBe("read");
    expect(outcomes.at(-1)).toBe("ProvisionedThroughputExceededException");
    expect((await query()).Count).toBe(1);
  });

  it("leaves over what a batch has no throughput for, and refuses a batch that could do nothing", async () => {
    const requests = ["a", "b", "c"].map((pk) => ({ PutRequest: { Item: large(pk) } }));
    const batch = (RequestItems: Record<string, typeof requests>) =>
      cloud.dynamodb.send(new BatchWriteItemCommand({ RequestItems }));

    const { UnprocessedItems } = await batch({ [TableName]: requests });
    expect(UnprocessedItems?.[TableName]?.map(({ PutRequest }) => PutRequest?.Item?.["pk"]?.S)).toEqual(["c"]);
    await expect(batch({ [TableName]: requests })).rejects.toBeInstanceOf(ProvisionedThroughputExceededException);
  });

  it("leaves over keys of a batch that there is no throughput to read", async () => {
    const Keys = Array.from({ length: 100 }, (_, at) => ({ pk: { S: `none${at}` } }));
    const RequestItems = { [TableName]: { Keys, ConsistentRead: true } };
    const { UnprocessedKeys } = await cloud.dynamodb.send(new BatchGetItemCommand({ RequestItems }));

    // The 61 units that were saved are as many keys.
    expect(UnprocessedKeys?.[TableName]?.Keys).toHaveLength(39);
  });

  it("cancels transactions, with the reason of each part", async () => {
    await useUp();
    const write = { TransactItems: [{ Put: { TableName, Item: small } }] };
    const cancelled = await cloud.dynamodb.send(new TransactWriteItemsCommand(write)).catch((error) => error);
    expect(cancelled).toBeInstanceOf(TransactionCanceledException);
    expect(cancelled.CancellationReasons[0].Code).toBe("ProvisionedThroughputExceeded");

    const read = { TransactItems: [{ Get: { TableName, Key: { pk: { S: "a" } } } }] };
    const outcomes: unknown[] = [];
    for (let at = 0; at < 6; at++) {
      const code = await cloud.dynamodb.send(new TransactGetItemsCommand(read)).then(
        () => "read",
        (error) => error.CancellationReasons?.[0].Code,
      );
      outcomes.push(code);
    }
    expect(outcomes[0]).toBe("read");
    expect(outcomes.at(-1)).toBe("ProvisionedThroughputExceeded");
  });

  it("reports to CloudWatch what was used and what was refused", async () => {
    await useUp();
    await cloud.dynamodb.send(new PutItemCommand({ TableName, Item: small })).catch(() => undefined);

    expect(await sum("ConsumedWriteCapacityUnits")).toBe(120);
    expect(await sum("WriteThrottleEvents")).toBe(1);
    expect(await sum("ThrottledRequests", [{ Name: "Operation", Value: "PutItem" }])).toBe(1);
  });
});

describe("a maximum of on-demand billing that is enforced", () => {
  it("throttles what exceeds it, in the words of on-demand billing", async () => {
    const name = `${TableName}-on-demand`;
    await cloud.dynamodb.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: "PAY_PER_REQUEST",
        OnDemandThroughput: { MaxReadRequestUnits: -1, MaxWriteRequestUnits: 1 },
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      }),
    );
    const put = (pk: string) => cloud.dynamodb.send(new PutItemCommand({ TableName: name, Item: large(pk) }));
    await put("a");

    const refused = await put("b").catch((error) => error);
    expect(refused.name).toBe("ThrottlingException");
    expect(refused.message).toBe("Throughput exceeds the maximum OnDemandThroughput configured on table or index");
    expect(refused.throttlingReasons[0].reason).toBe("TableWriteMaxOnDemandThroughputExceeded");
  });
});
