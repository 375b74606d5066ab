import { describe, expect, it } from "vitest";
import type { Input } from "../shapes.ts";
import { Bench, statusIndex } from "../testing.ts";
import { putItem } from "./put-item.ts";
import { query } from "./query.ts";

function filled(projection: "ALL" | "KEYS_ONLY" = "ALL"): Bench {
  const bench = new Bench().withOrders(statusIndex(projection));
  for (const sk of [10, -2, 3, 0, 100.5]) {
    bench.run(putItem, {
      TableName: "orders",
      Item: {
        pk: { S: "a" },
        sk: { N: String(sk) },
        total: { N: String(sk * 2) },
        status: { S: sk > 0 ? "open" : "closed" },
        note: { S: `note ${sk}` },
      },
    });
  }
  bench.run(putItem, { TableName: "orders", Item: { pk: { S: "b" }, sk: { N: "1" } } });
  return bench;
}

const ask = (bench: Bench, more: Partial<Input<"Query">>) =>
  bench.run(query, {
    TableName: "orders",
    KeyConditionExpression: "pk = :pk",
    ExpressionAttributeValues: { ":pk": { S: "a" } },
    ...more,
  });

const sortKeys = (answer: ReturnType<typeof ask>) => answer.Items?.map((item) => item["sk"]?.N);

describe("Query", () => {
  it("answers the items of one partition in the order of their numbers", () => {
    const answer = ask(filled(), {});

    expect(sortKeys(answer)).toEqual(["-2", "0", "3", "10", "100.5"]);
    expect(answer).toMatchObject({ Count: 5, ScannedCount: 5 });
    expect(answer.LastEvaluatedKey).toBeUndefined();
  });

  it.each([
    ["sk = :one", ["3"]],
    ["sk < :one", ["-2", "0"]],
    ["sk <= :one", ["-2", "0", "3"]],
    ["sk > :one", ["10", "100.5"]],
    [":one <= sk", ["3", "10", "100.5"]],
    ["sk BETWEEN :one AND :two", ["3", "10"]],
  ])("reads the range %s", (range, expected) => {
    const answer = ask(filled(), {
      KeyConditionExpression: `pk = :pk AND ${range}`,
      ExpressionAttributeValues: {
        ":pk": { S: "a" },
        ":one": { N: "3" },
        ...(range.includes(":two") && { ":two": { N: "10" } }),
      },
    });

    expect(sortKeys(answer)).toEqual(expected);
  });

  it("turns round and stops where it is told, and goes on from there", () => {
    const bench = filled();

    const first = ask(bench, { ScanIndexForward: false, Limit: 2 });
    const rest = ask(bench, { ScanIndexForward: false, ExclusiveStartKey: first.LastEvaluatedKey });

    expect(sortKeys(first)).toEqual(["100.5", "10"]);
    expect(first.LastEvaluatedKey).toEqual({ pk: { S: "a" }, sk: { N: "10" } });
    expect(sortKeys(rest)).toEqual(["3", "0", "-2"]);
  });

  it("reads a global index in its own order and goes on with the keys of both", () => {
    const bench = filled("KEYS_ONLY");
    const byStatus: Partial<Input<"Query">> = {
      IndexName: "by-status",
      KeyConditionExpression: "#s = :s",
      ExpressionAttributeNames: { "#s": "status" },
      ExpressionAttributeValues: { ":s": { S: "open" } },
    };

    const first = ask(bench, { ...byStatus, Limit: 1, ReturnConsumedCapacity: "INDEXES" });
    const rest = ask(bench, { ...byStatus, ExclusiveStartKey: first.LastEvaluatedKey });

    expect(first.Items).toEqual([{ pk: { S: "a" }, sk: { N: "3" }, total: { N: "6" }, status: { S: "open" } }]);
    expect(first.LastEvaluatedKey).toEqual(first.Items?.[0]);
    expect(first.ConsumedCapacity).toEqual({
      TableName: "orders",
      CapacityUnits: 0.5,
      Table: { CapacityUnits: 0 },
      GlobalSecondaryIndexes: { "by-status": { CapacityUnits: 0.5 } },
    });
    expect(sortKeys(rest)).toEqual(["10", "100.5"]);
  });

  it("counts what the filter drops", () => {
    const answer = ask(filled(), {
      FilterExpression: "note IN (:a, :b)",
      ExpressionAttributeValues: { ":pk": { S: "a" }, ":a": { S: "note 3" }, ":b": { S: "note 0" } },
      Select: "COUNT",
    });

    expect(answer).toEqual({ Count: 2, ScannedCount: 5 });
  });

  it("ends a page with the item that passes a megabyte", () => {
    const bench = new Bench().withOrders();
    for (let sk = 0; sk < 5; sk++) {
      bench.run(putItem, {
        TableName: "orders",
        Item: { pk: { S: "a" }, sk: { N: String(sk) }, x: { S: "x".repeat(350 * 1024) } },
      });
    }

    const first = ask(bench, {});
    const rest = ask(bench, { ExclusiveStartKey: first.LastEvaluatedKey });

    expect(sortKeys(first)).toEqual(["0", "1", "2"]);
    expect(sortKeys(rest)).toEqual(["3", "4"]);
    expect(rest.LastEvaluatedKey).toBeUndefined();
  });

  const values = (names: string) =>
    Object.fromEntries(names.split(" ").map((name) => [name, name === ":pk" ? { S: "a" } : { N: "1" }]));

  it.each<[Partial<Input<"Query">>, string]>([
    [
      { KeyConditionExpression: "sk = :n", ExpressionAttributeValues: values(":n") },
      "Query condition missed key schema element: pk",
    ],
    [{ KeyConditionExpression: "pk < :pk" }, "Query key condition not supported"],
    [{ KeyConditionExpression: "pk = :pk OR sk = :pk" }, "Invalid operator used in KeyConditionExpression: OR"],
    [
      { KeyConditionExpression: "pk = :pk AND sk <> :n", ExpressionAttributeValues: values(":pk :n") },
      "Invalid operator used in KeyConditionExpression: <>",
    ],
    [
      { KeyConditionExpression: "pk = :n", ExpressionAttributeValues: values(":n") },
      "One or more parameter values were invalid: Condition parameter type does not match schema type",
    ],
    [
      { KeyConditionExpression: "pk = :pk AND begins_with(sk, :n)", ExpressionAttributeValues: values(":pk :n") },
      "Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: begins_with, operand type: N",
    ],
    [
      { KeyConditionExpression: "pk.a = :pk" },
      "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: pk",
    ],
    [
      { FilterExpression: "sk = :pk" },
      "Filter Expression can only contain non-primary key attributes: Primary key attribute: sk",
    ],
    [{ IndexName: "nope" }, "The table does not have the specified index: nope"],
    [
      { ProjectionExpression: "a, a.b" },
      "Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]",
    ],
    [
      { Select: "COUNT", ProjectionExpression: "a" },
      "Cannot specify the ProjectionExpression when choosing to get only the Count",
    ],
    [
      { ExclusiveStartKey: { pk: { S: "b" }, sk: { N: "1" } } },
      "The provided starting key is outside query boundaries based on provided conditions",
    ],
    [
      { ExpressionAttributeValues: values(":pk :n") },
      "Value provided in ExpressionAttributeValues unused in expressions: keys: {:n}",
    ],
  ])("refuses %j", (more, message) => {
    const bench = filled();

    expect(() => ask(bench, more)).toThrow(expect.objectContaining({ code: "ValidationException", message }));
  });

  it("refuses consistent reads of a global index", () => {
    const bench = filled();

    expect(() => ask(bench, { IndexName: "by-status", ConsistentRead: true })).toThrow(
      "Consistent reads are not supported on global secondary indexes",
    );
  });

  it("needs the right to query the index, and tells the leading key", () => {
    const bench = filled();

    const access = bench.access(query, {
      TableName: "orders",
      IndexName: "by-status",
      KeyConditionExpression: "#s = :s",
      ExpressionAttributeNames: { "#s": "status" },
      ExpressionAttributeValues: { ":s": { S: "open" } },
      Select: "COUNT",
    });

    expect(access).toMatchObject({
      action: "dynamodb:Query",
      resource: "arn:aws:dynamodb:eu-west-1:000000000000:table/orders/index/by-status",
      context: {
        "dynamodb:LeadingKeys": ["open"],
        "dynamodb:Attributes": ["status"],
        "dynamodb:Select": "COUNT",
      },
    });
  });
});
