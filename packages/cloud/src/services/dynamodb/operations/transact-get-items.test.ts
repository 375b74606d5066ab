import { describe, expect, it } from "vitest";
import { Bench } from "../testing.ts";
import { putItem } from "./put-item.ts";
import { transactGetItems } from "./transact-get-items.ts";

const TableName = "orders";
const key = (sk: number) => ({ pk: { S: "a" }, sk: { N: String(sk) } });

describe("TransactGetItems", () => {
  it("answers each item in its place, and costs twice as much", () => {
    const bench = new Bench().withOrders();
    bench.run(putItem, { TableName, Item: { ...key(1), x: { S: "y" } } });

    const answer = bench.run(transactGetItems, {
      TransactItems: [
        { Get: { TableName, Key: key(2) } },
        { Get: { TableName, Key: key(1), ProjectionExpression: "x" } },
      ],
      ReturnConsumedCapacity: "TOTAL",
    });

    expect(answer).toEqual({
      Responses: [{}, { Item: { x: { S: "y" } } }],
      ConsumedCapacity: [{ TableName, CapacityUnits: 4, ReadCapacityUnits: 4 }],
    });
  });

  it("refuses the same item twice, and cancels on a key that does not fit", () => {
    const bench = new Bench().withOrders();

    expect(() =>
      bench.run(transactGetItems, {
        TransactItems: [{ Get: { TableName, Key: key(1) } }, { Get: { TableName, Key: key(1) } }],
      }),
    ).toThrow("Transaction request cannot include multiple operations on one item");
    expect(() =>
      bench.run(transactGetItems, {
        TransactItems: [{ Get: { TableName, Key: key(1) } }, { Get: { TableName, Key: { pk: { S: "a" } } } }],
      }),
    ).toThrow(
      expect.objectContaining({
        code: "TransactionCanceledException",
        fields: {
          CancellationReasons: [
            { Code: "None" },
            { Code: "ValidationError", Message: "The provided key element does not match the schema" },
          ],
        },
      }),
    );
  });
});
