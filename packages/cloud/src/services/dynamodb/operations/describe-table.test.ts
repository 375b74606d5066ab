import { describe, expect, it } from "vitest";
import { Bench, statusIndex } from "../testing.ts";
import { deleteItem } from "./delete-item.ts";
import { describeTable } from "./describe-table.ts";
import { putItem } from "./put-item.ts";

describe("DescribeTable", () => {
  it("counts items and bytes exactly, of the table and of each index", () => {
    const bench = new Bench().withOrders(statusIndex("KEYS_ONLY"));
    const put = (sk: number, more: object) =>
      bench.run(putItem, { TableName: "orders", Item: { pk: { S: "a" }, sk: { N: String(sk) }, ...more } });

    put(1, { note: { S: "12345" } });
    put(2, { status: { S: "open" }, total: { N: "10" }, note: { S: "12345" } });
    put(2, { status: { S: "open" }, total: { N: "10" }, note: { S: "1234567890" } });
    put(3, {});
    bench.run(deleteItem, { TableName: "orders", Key: { pk: { S: "a" }, sk: { N: "3" } } });

    const keys = 2 + 1 + 2 + 2;
    const status = 6 + 4 + 5 + 2;
    expect(bench.run(describeTable, { TableName: "orders" }).Table).toMatchObject({
      ItemCount: 2,
      TableSizeBytes: keys + 4 + 5 + keys + status + 4 + 10,
      GlobalSecondaryIndexes: [{ ItemCount: 1, IndexSizeBytes: keys + status }],
    });
  });

  it("refuses a table that does not exist, by name", () => {
    expect(() => new Bench().run(describeTable, { TableName: "nope" })).toThrow(
      expect.objectContaining({
        code: "ResourceNotFoundException",
        message: "Requested resource not found: Table: nope not found",
      }),
    );
  });
});
