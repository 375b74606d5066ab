import { describe, expect, it } from "vitest";
import { Bench } from "../testing.ts";
import { batchExecuteStatement } from "./batch-execute-statement.ts";

function batch(on: Bench, ...statements: readonly string[]) {
  return on.run(batchExecuteStatement, { Statements: statements.map((Statement) => ({ Statement })) }).Responses;
}

describe("BatchExecuteStatement", () => {
  it("carries out every statement by itself, and says which failed and why", () => {
    const on = new Bench().withOrders();

    const responses = batch(
      on,
      "INSERT INTO orders VALUE {'pk':'a','sk':1}",
      "INSERT INTO orders VALUE {'pk':'a','sk':1}",
      "UPDATE nope SET x=1 WHERE pk='a' AND sk=1",
      "nonsense",
    );

    expect(responses).toEqual([
      { TableName: "orders" },
      { TableName: "orders", Error: { Code: "DuplicateItem", Message: "Duplicate primary key exists in table" } },
      { Error: { Code: "ResourceNotFound", Message: "Cannot do operations on a non-existent table" } },
      {
        Error: {
          Code: "ValidationError",
          Message: "Statement wasn't well formed, can't be processed: nonsense",
        },
      },
    ]);
  });

  it("reads single items only, and never reads and writes together", () => {
    const on = new Bench().withOrders();
    batch(on, "INSERT INTO orders VALUE {'pk':'a','sk':1}");

    const responses = batch(
      on,
      "SELECT * FROM orders WHERE pk='a' AND sk=1",
      "SELECT * FROM orders WHERE pk='a' AND sk=2",
      "SELECT * FROM orders WHERE pk='a'",
    );

    expect(responses).toEqual([
      { TableName: "orders", Item: { pk: { S: "a" }, sk: { N: "1" } } },
      { TableName: "orders" },
      { TableName: "orders", Error: { Code: "ValidationError", Message: "Only single item select is supported" } },
    ]);
    expect(() =>
      batch(on, "SELECT * FROM orders WHERE pk='a' AND sk=1", "INSERT INTO orders VALUE {'pk':'b','sk':1}"),
    ).toThrow("Read and write requests together in the same batch is not supported.");
  });
});
