import { describe, expect, it } from "vitest";
import { Bench } from "../testing.ts";
import { deleteTable } from "./delete-table.ts";
import { describeTable } from "./describe-table.ts";
import { putItem } from "./put-item.ts";
import { scan } from "./scan.ts";
import { updateTable } from "./update-table.ts";

describe("DeleteTable", () => {
  it("takes everything away, so that a new table of that name is empty", () => {
    const bench = new Bench().withOrders();
    bench.run(putItem, { TableName: "orders", Item: { pk: { S: "a" }, sk: { N: "1" } } });

    const answer = bench.run(deleteTable, { TableName: "orders" });

    expect(answer.TableDescription).toMatchObject({ TableName: "orders", TableStatus: "DELETING" });
    expect(() => bench.run(describeTable, { TableName: "orders" })).toThrow("Table: orders not found");
    bench.withOrders();
    expect(bench.run(scan, { TableName: "orders" }).Count).toBe(0);
    expect(bench.run(describeTable, { TableName: "orders" }).Table?.ItemCount).toBe(0);
  });

  it("refuses a table that is protected, until it no longer is", () => {
    const bench = new Bench().withOrders({ DeletionProtectionEnabled: true });

    expect(() => bench.run(deleteTable, { TableName: "orders" })).toThrow(
      "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
    );
    bench.run(updateTable, { TableName: "orders", DeletionProtectionEnabled: false });
    expect(bench.run(deleteTable, { TableName: "orders" }).TableDescription?.TableStatus).toBe("DELETING");
  });
});
