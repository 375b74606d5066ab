import { describe, expect, it } from "vitest";
import type { Input } from "../shapes.ts";
import { Bench } from "../testing.ts";
import { batchWriteItem } from "./batch-write-item.ts";
import { putItem } from "./put-item.ts";
import { scan } from "./scan.ts";

type Requests = Input<"BatchWriteItem">["RequestItems"][string];
const key = (sk: number) => ({ pk: { S: "a" }, sk: { N: String(sk) } });
const put = (sk: number) => ({ PutRequest: { Item: key(sk) } });
const remove = (sk: number) => ({ DeleteRequest: { Key: key(sk) } });

describe("BatchWriteItem", () => {
  it("puts and deletes", () => {
    const bench = new Bench().withOrders();
    bench.run(putItem, { TableName: "orders", Item: key(1) });

    const answer = bench.run(batchWriteItem, {
      RequestItems: { orders: [remove(1), put(2)] },
      ReturnConsumedCapacity: "TOTAL",
    });

    expect(answer).toEqual({
      UnprocessedItems: {},
      ConsumedCapacity: [{ TableName: "orders", CapacityUnits: 2 }],
    });
    expect(bench.run(scan, { TableName: "orders" }).Items).toEqual([key(2)]);
  });

  it.each<[Requests, string]>([
    [[put(1), remove(1)], "Provided list of item keys contains duplicates"],
    [Array.from({ length: 26 }, (_, at) => put(at)), "Too many items requested for the BatchWriteItem call"],
    [[put(7), { PutRequest: { Item: { pk: { S: "a" } } } }], "The provided key element does not match the schema"],
    [
      [put(7), { PutRequest: { Item: { ...key(1), x: { SS: [] } } } }],
      "One or more parameter values were invalid: An string set  may not be empty",
    ],
    [
      [put(7), { ...put(1), ...remove(2) }],
      "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
    ],
  ])("refuses %j and writes nothing", (requests, message) => {
    const bench = new Bench().withOrders();

    expect(() => bench.run(batchWriteItem, { RequestItems: { orders: requests } })).toThrow(message);
    expect(bench.run(scan, { TableName: "orders" }).Count).toBe(0);
  });
});
