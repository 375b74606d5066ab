import { describe, expect, it } from "vitest";
import { Bench } from "../testing.ts";
import { listTables } from "./list-tables.ts";

describe("ListTables", () => {
  it("names tables in order, a page at a time", () => {
    const bench = new Bench();
    for (const TableName of ["ccc", "aaa", "bbb"]) bench.withOrders({ TableName });

    const first = bench.run(listTables, { Limit: 2 });
    const rest = bench.run(listTables, { ExclusiveStartTableName: first.LastEvaluatedTableName });

    expect(first).toEqual({ TableNames: ["aaa", "bbb"], LastEvaluatedTableName: "bbb" });
    expect(rest).toEqual({ TableNames: ["ccc"] });
  });
});
