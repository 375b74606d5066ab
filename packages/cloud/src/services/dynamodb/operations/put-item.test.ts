import { describe, expect, it } from "vitest";
import { Bench, ordersTable, statusIndex } from "../testing.ts";
import { getItem } from "./get-item.ts";
import { putItem } from "./put-item.ts";

const key = { pk: { S: "a" }, sk: { N: "1" } };

describe("PutItem", () => {
  it("keeps what it was given, numbers in canonical form", () => {
    const bench = new Bench().withOrders();

    const answer = bench.run(putItem, {
      TableName: "orders",
      Item: { pk: { S: "a" }, sk: { N: "1.0" }, total: { N: "12e2" }, tags: { NS: ["1.50", "2"] } },
    });

    expect(answer).toEqual({});
    expect(bench.run(getItem, { TableName: "orders", Key: key }).Item).toEqual({
      ...key,
      total: { N: "1200" },
      tags: { NS: ["1.5", "2"] },
    });
  });

  it("answers the item that was there before when asked for ALL_OLD", () => {
    const bench = new Bench().withOrders();
    bench.run(putItem, { TableName: "orders", Item: { ...key, v: { N: "1" } } });

    const answer = bench.run(putItem, {
      TableName: "orders",
      Item: { ...key, v: { N: "2" } },
      ReturnValues: "ALL_OLD",
    });

    expect(answer).toEqual({ Attributes: { ...key, v: { N: "1" } } });
  });

  it("refuses a failed condition, with the item that failed it when asked for, and changes nothing", () => {
    const bench = new Bench().withOrders();
    bench.run(putItem, { TableName: "orders", Item: { ...key, v: { N: "1" } } });
    const put = () =>
      bench.run(putItem, {
        TableName: "orders",
        Item: { ...key, v: { N: "2" } },
        ConditionExpression: "attribute_not_exists(pk)",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      });

    expect(put).toThrow(
      expect.objectContaining({
        code: "ConditionalCheckFailedException",
        message: "The conditional request failed",
        fields: { Item: { ...key, v: { N: "1" } } },
      }),
    );
    expect(bench.run(getItem, { TableName: "orders", Key: key }).Item?.["v"]).toEqual({ N: "1" });
  });

  it.each([
    [{ sk: { N: "1" } }, "One or more parameter values were invalid: Missing the key pk in the item"],
    [
      { pk: { N: "1" }, sk: { N: "1" } },
      "One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N",
    ],
    [
      { ...key, pk: { S: "" } },
      "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk",
    ],
    [
      { ...key, pk: { S: "x".repeat(2049) } },
      "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes",
    ],
    [{ ...key, x: { S: "x".repeat(400 * 1024) } }, "Item size has exceeded the maximum allowed size"],
    [{ ...key, x: {} }, "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"],
    [
      { ...key, status: { N: "1" } },
      "One or more parameter values were invalid: Type mismatch for Index Key status Expected: S Actual: N IndexName: by-status",
    ],
    [
      { ...key, status: { S: "" } },
      "One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: by-status, IndexKey: status",
    ],
  ])("refuses %j", (Item, message) => {
    const bench = new Bench().withOrders(statusIndex());

    expect(() => bench.run(putItem, { TableName: "orders", Item })).toThrow(
      expect.objectContaining({ code: "ValidationException", message }),
    );
  });

  it("accepts an item of exactly 400 KB", () => {
    const bench = new Bench().withOrders();
    const rest = "pk".length + "a".length + "sk".length + 2 + "x".length;

    const put = (bytes: number) =>
      bench.run(putItem, { TableName: "orders", Item: { ...key, x: { S: "x".repeat(bytes - rest) } } });

    expect(() => put(400 * 1024 + 1)).toThrow("Item size has exceeded the maximum allowed size");
    expect(put(400 * 1024)).toEqual({});
  });

  it("counts what it costs, in the table and in every index that it changes", () => {
    const bench = new Bench().withOrders(statusIndex());
    const put = (status: string, size: number) =>
      bench.run(putItem, {
        TableName: "orders",
        Item: { ...key, status: { S: status }, total: { N: "1" }, x: { S: "x".repeat(size) } },
        ReturnConsumedCapacity: "INDEXES",
      }).ConsumedCapacity;

    const first = put("open", 100);
    const moved = put("closed", 2000);
    const same = put("closed", 2000);

    expect(first).toEqual({
      TableName: "orders",
      CapacityUnits: 2,
      Table: { CapacityUnits: 1 },
      GlobalSecondaryIndexes: { "by-status": { CapacityUnits: 1 } },
    });
    expect(moved).toMatchObject({ CapacityUnits: 5, GlobalSecondaryIndexes: { "by-status": { CapacityUnits: 3 } } });
    expect(same).toEqual({ TableName: "orders", CapacityUnits: 2, Table: { CapacityUnits: 2 } });
  });

  it("refuses a table that does not exist", () => {
    const bench = new Bench();

    expect(() => bench.run(putItem, { TableName: "orders", Item: key })).toThrow(
      expect.objectContaining({ code: "ResourceNotFoundException", message: "Requested resource not found" }),
    );
  });

  it("needs the right to put into this table, and tells the leading key and the attributes", () => {
    const bench = new Bench().withOrders();

    const access = bench.access(putItem, {
      TableName: "orders",
      Item: { ...key, v: { S: "x" } },
      ConditionExpression: "attribute_not_exists(#w)",
      ExpressionAttributeNames: { "#w": "w" },
    });

    expect(access).toMatchObject({
      action: "dynamodb:PutItem",
      resource: "arn:aws:dynamodb:eu-west-1:000000000000:table/orders",
      context: { "dynamodb:LeadingKeys": ["a"], "dynamodb:Attributes": ["pk", "sk", "v", "w"] },
    });
  });

  it("finds a table by its ARN too", () => {
    const bench = new Bench().withOrders();
    const TableName = `arn:aws:dynamodb:eu-west-1:000000000000:table/${ordersTable.TableName}`;

    expect(bench.run(putItem, { TableName, Item: key })).toEqual({});
    expect(bench.run(getItem, { TableName: "orders", Key: key }).Item).toEqual(key);
  });
});
