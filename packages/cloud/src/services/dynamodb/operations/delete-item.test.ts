import { describe, expect, it } from "vitest";
import { Bench, statusIndex } from "../testing.ts";
import { deleteItem } from "./delete-item.ts";
import { describeTable } from "./describe-table.ts";
import { putItem } from "./put-item.ts";

const key = { pk: { S: "a" }, sk: { N: "1" } };
const item = { ...key, status: { S: "open" }, total: { N: "1" } };

describe("DeleteItem", () => {
  it("takes the item out of the table and its indexes, and answers it when asked", () => {
    const bench = new Bench().withOrders(statusIndex());
    bench.run(putItem, { TableName: "orders", Item: item });

    const answer = bench.run(deleteItem, {
      TableName: "orders",
      Key: key,
      ReturnValues: "ALL_OLD",
      ReturnConsumedCapacity: "INDEXES",
    });

    expect(answer).toEqual({
      Attributes: item,
      ConsumedCapacity: {
        TableName: "orders",
        CapacityUnits: 2,
        Table: { CapacityUnits: 1 },
        GlobalSecondaryIndexes: { "by-status": { CapacityUnits: 1 } },
      },
    });
    const table = bench.run(describeTable, { TableName: "orders" }).Table;
    expect(table).toMatchObject({ ItemCount: 0, TableSizeBytes: 0 });
    expect(table?.GlobalSecondaryIndexes?.[0]).toMatchObject({ ItemCount: 0, IndexSizeBytes: 0 });
  });

  it("answers nothing when there was nothing", () => {
    const bench = new Bench().withOrders();

    expect(bench.run(deleteItem, { TableName: "orders", Key: key, ReturnValues: "ALL_OLD" })).toEqual({});
  });

  it("refuses a key that is not the table's, a condition that fails, and other return values", () => {
    const bench = new Bench().withOrders();

    expect(() => bench.run(deleteItem, { TableName: "orders", Key: { pk: { S: "a" } } })).toThrow(
      "The provided key element does not match the schema",
    );
    expect(() =>
      bench.run(deleteItem, { TableName: "orders", Key: key, ConditionExpression: "attribute_exists(pk)" }),
    ).toThrow("The conditional request failed");
    expect(() => bench.run(deleteItem, { TableName: "orders", Key: key, ReturnValues: "ALL_NEW" })).toThrow(
      "Return values set to invalid value",
    );
  });
});
