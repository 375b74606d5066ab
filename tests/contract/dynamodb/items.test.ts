import {
  type AttributeValue,
  BatchWriteItemCommand,
  CreateTableCommand,
  DescribeTableCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

const TableName = "orders";
let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startTestCloud();
  await cloud.dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "N" },
      ],
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
    }),
  );
  await waitUntilTableExists({ client: cloud.dynamodb, maxWaitTime: 30 }, { TableName });
});

afterAll(() => cloud.stop());

const key = (sk: number) => ({ pk: { S: "a" }, sk: { N: String(sk) } });

describe("items through the SDK", () => {
  it("come back as they were put, in every type", async () => {
    const Item = {
      ...key(1),
      b: { B: new Uint8Array([0, 255]) },
      n: { N: "0.1" },
      bool: { BOOL: false },
      none: { NULL: true as const },
      l: { L: [{ S: "x" }, { M: { deep: { NS: ["1", "2"] } } }] },
      bs: { BS: [new Uint8Array([1]), new Uint8Array([2])] },
    };

    await cloud.dynamodb.send(new PutItemCommand({ TableName, Item }));
    const got = await cloud.dynamodb.send(new GetItemCommand({ TableName, Key: key(1) }));

    expect(got.Item).toEqual(Item);
  });

  it("come back through the document client", async () => {
    const client = DynamoDBDocumentClient.from(cloud.dynamodb);
    const Item = {
      pk: "doc",
      sk: 1,
      text: "é",
      list: [1, "two", null, true],
      map: { a: { b: [] } },
      set: new Set(["x", "y"]),
    };

    await client.send(new PutCommand({ TableName, Item }));
    const got = await client.send(new GetCommand({ TableName, Key: { pk: "doc", sk: 1 } }));

    expect(got.Item).toEqual(Item);
  });

  it("are written in batches, queried page by page, and counted", async () => {
    const requests = Array.from({ length: 25 }, (_, at) => ({
      PutRequest: { Item: { pk: { S: "page" }, sk: { N: String(at) } } },
    }));
    await cloud.dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }));
    const ask = (from?: Record<string, AttributeValue>) =>
      cloud.dynamodb.send(
        new QueryCommand({
          TableName,
          Limit: 20,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": { S: "page" } },
          ...(from && { ExclusiveStartKey: from }),
        }),
      );

    const first = await ask();
    const second = await ask(first.LastEvaluatedKey);

    expect([first.Count, second.Count, second.LastEvaluatedKey]).toEqual([20, 5, undefined]);
    expect((await cloud.dynamodb.send(new ScanCommand({ TableName, Select: "COUNT" }))).Count).toBeGreaterThan(25);
    expect((await cloud.dynamodb.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus).toBe("ACTIVE");
  });

  it("are refused with the error and the item that the SDK knows", async () => {
    await cloud.dynamodb.send(new PutItemCommand({ TableName, Item: { ...key(7), v: { N: "1" } } }));
    const update = new UpdateItemCommand({
      TableName,
      Key: key(7),
      UpdateExpression: "SET v = :two",
      ConditionExpression: "v = :two",
      ExpressionAttributeValues: { ":two": { N: "2" } },
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });

    await expect(cloud.dynamodb.send(update)).rejects.toMatchObject({
      name: "ConditionalCheckFailedException",
      message: "The conditional request failed",
      Item: { ...key(7), v: { N: "1" } },
    });
  });

  it("are written together or not at all", async () => {
    const transaction = new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName, Item: key(50) } },
        { ConditionCheck: { TableName, Key: key(51), ConditionExpression: "attribute_exists(pk)" } },
      ],
    });

    await expect(cloud.dynamodb.send(transaction)).rejects.toMatchObject({
      name: "TransactionCanceledException",
      CancellationReasons: [{ Code: "None" }, { Code: "ConditionalCheckFailed" }],
    });
    expect((await cloud.dynamodb.send(new GetItemCommand({ TableName, Key: key(50) }))).Item).toBeUndefined();
  });
});
