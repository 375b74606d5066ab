import { describe, expect, it } from "vitest";
import { Bench } from "../testing.ts";
import { executeTransaction } from "./execute-transaction.ts";

function transact(on: Bench, statements: readonly string[], more: object = {}) {
  return on.run(executeTransaction, {
    TransactStatements: statements.map((Statement) => ({ Statement })),
    ...more,
  }).Responses;
}

const insert = "INSERT INTO orders VALUE {'pk':'a','sk':1,'n':1}";
const read = "SELECT n FROM orders WHERE pk='a' AND sk=1";

describe("ExecuteTransaction", () => {
  it("does all of it or nothing, with a reason for each part", () => {
    const on = new Bench().withOrders();
    transact(on, [insert, "INSERT INTO orders VALUE {'pk':'b','sk':1}"]);

    const failing = () =>
      transact(on, ["UPDATE orders SET n=9 WHERE pk='a' AND sk=1", "INSERT INTO orders VALUE {'pk':'b','sk':1}"]);

    expect(failing).toThrow("[None, DuplicateItem]");
    expect(transact(on, [read])).toEqual([{ Item: { n: { N: "1" } } }]);
  });

  it("checks that something exists before it writes", () => {
    const on = new Bench().withOrders();
    transact(on, [insert]);
    const checked = (n: number) =>
      transact(on, [
        `EXISTS(SELECT * FROM orders WHERE pk='a' AND sk=1 AND n=${n})`,
        "INSERT INTO orders VALUE {'pk':'c','sk':1}",
      ]);

    expect(() => checked(2)).toThrow("[ConditionalCheckFailed, None]");
    expect(checked(1)).toEqual([]);
  });

  it("does once what is sent twice with one token", () => {
    const on = new Bench().withOrders();
    transact(on, [insert]);
    const add = ["UPDATE orders SET n=n+1 WHERE pk='a' AND sk=1"];

    transact(on, add, { ClientRequestToken: "token" });
    transact(on, add, { ClientRequestToken: "token" });

    expect(transact(on, [read])).toEqual([{ Item: { n: { N: "2" } } }]);
    expect(() => transact(on, [insert], { ClientRequestToken: "token" })).toThrow("different request parameters");
  });

  it.each([
    [[read, insert], "ExecuteTransaction API does not support both read and write operations in the same request."],
    [
      ["SELECT * FROM orders WHERE pk='a'"],
      "Validation failed in TransactStatements[0]: Select statements within ExecuteTransaction must specify the primary key in the where clause.",
    ],
    [
      ["EXISTS(SELECT * FROM orders WHERE pk='a' AND sk=1)"],
      "Validation failed in TransactStatements[0]: EXISTS() must contain a single item read with additional condition",
    ],
    [[insert, insert], "Transaction request cannot include multiple operations on one item"],
  ])("refuses %j", (statements, message) => {
    const on = new Bench().withOrders();

    expect(() => transact(on, statements)).toThrow(message);
  });
});
