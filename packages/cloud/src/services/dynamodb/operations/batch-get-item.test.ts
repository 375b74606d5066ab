import { describe, expect, it } from "vitest";
import { Bench } from "../testing.ts";
import { batchGetItem } from "./batch-get-item.ts";
import { putItem } from "./put-item.ts";

const key = (sk: number) => ({ pk: { S: "a" }, sk: { N: String(sk) } });

describe("BatchGetItem", () => {
  it("answers the items that are there, by table", () => {
    const bench = new Bench().withOrders();
    bench.run(putItem, { TableName: "orders", Item: { ...key(1), x: { S: "y" } } });

    const answer = bench.run(batchGetItem, {
      RequestItems: { orders: { Keys: [key(1), key(2)], ProjectionExpression: "x", ConsistentRead: true } },
      ReturnConsumedCapacity: "TOTAL",
    });

    expect(answer).toEqual({
      Responses: { orders: [{ x: { S: "y" } }] },
      UnprocessedKeys: {},
      ConsumedCapacity: [{ TableName: "orders", CapacityUnits: 2 }],
    });
  });

  it("leaves over what passes 16 MB", () => {
    const bench = new Bench().withOrders();
    const keys = Array.from({ length: 42 }, (_, at) => key(at));
    for (const each of keys) {
      bench.run(putItem, { TableName: "orders", Item: { ...each, x: { S: "x".repeat(409_000) } } });
    }

    const first = bench.run(batchGetItem, { RequestItems: { orders: { Keys: keys } } });
    const rest = bench.run(batchGetItem, { RequestItems: first.UnprocessedKeys ?? {} });

    expect(first.Responses?.["orders"]).toHaveLength(41);
    expect(first.UnprocessedKeys).toEqual({ orders: { Keys: [key(41)] } });
    expect(rest.Responses?.["orders"]).toHaveLength(1);
  });

  it("refuses duplicates however written, too many keys, and tables that are not there", () => {
    const bench = new Bench().withOrders();
    const get = (Keys: readonly ReturnType<typeof key>[], table = "orders") =>
      bench.run(batchGetItem, { RequestItems: { [table]: { Keys } } });

    expect(() => get([key(1), { ...key(1), sk: { N: "1.0" } }])).toThrow(
      "Provided list of item keys contains duplicates",
    );
    expect(() => get(Array.from({ length: 101 }, (_, at) => key(at)))).toThrow(
      "Too many items requested for the BatchGetItem call",
    );
    expect(() => get([key(1)], "nope")).toThrow("Requested resource not found");
  });
});
