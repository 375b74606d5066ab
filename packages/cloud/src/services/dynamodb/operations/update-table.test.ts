import { describe, expect, it } from "vitest";
import { testKernel } from "../../../kernel/test-kernel.ts";
import { dynamodb } from "../service.ts";
import type { Input } from "../shapes.ts";
import { Bench, ordersTable, statusIndex } from "../testing.ts";
import { describeTable } from "./describe-table.ts";
import { putItem } from "./put-item.ts";
import { query } from "./query.ts";
import { updateTable } from "./update-table.ts";

const [index] = statusIndex().GlobalSecondaryIndexes ?? [];
if (index === undefined) throw new Error("Cannot find the index: expected one");
const AttributeDefinitions = statusIndex().AttributeDefinitions;
const change = (bench: Bench, more: Partial<Input<"UpdateTable">>) =>
  bench.run(updateTable, { TableName: "orders", ...more });
const byStatus = {
  TableName: "orders",
  IndexName: "by-status",
  KeyConditionExpression: "#s = :s",
  ExpressionAttributeNames: { "#s": "status" },
  ExpressionAttributeValues: { ":s": { S: "open" } },
} satisfies Input<"Query">;

describe("UpdateTable", () => {
  it("adds an index that has the items that were there before, and takes it away again", () => {
    const bench = new Bench().withOrders();
    bench.run(putItem, {
      TableName: "orders",
      Item: { pk: { S: "a" }, sk: { N: "1" }, status: { S: "open" }, total: { N: "3" } },
    });

    const added = change(bench, { AttributeDefinitions, GlobalSecondaryIndexUpdates: [{ Create: index }] });

    expect(added.TableDescription).toMatchObject({
      TableStatus: "UPDATING",
      GlobalSecondaryIndexes: [{ IndexStatus: "CREATING", Backfilling: true }],
    });
    expect(bench.run(query, byStatus).Count).toBe(1);
    expect(bench.run(describeTable, { TableName: "orders" }).Table?.GlobalSecondaryIndexes).toMatchObject([
      { IndexStatus: "ACTIVE", ItemCount: 1 },
    ]);
    change(bench, { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "by-status" } }] });
    const after = bench.run(describeTable, { TableName: "orders" }).Table;
    expect(after?.GlobalSecondaryIndexes).toBeUndefined();
    expect(after?.AttributeDefinitions).toEqual(ordersTable.AttributeDefinitions);
  });

  it("fills the index of a large table in the background, and refuses to read it until it is done", async () => {
    const kernel = testKernel([dynamodb]);
    await kernel.call("dynamodb", "CreateTable", ordersTable as never);
    for (let sk = 0; sk < 2500; sk++) {
      const Item = { pk: { S: "a" }, sk: { N: String(sk) }, status: { S: "open" }, total: { N: "1" } };
      await kernel.call("dynamodb", "PutItem", { TableName: "orders", Item });
    }

    await kernel.call("dynamodb", "UpdateTable", {
      TableName: "orders",
      AttributeDefinitions: AttributeDefinitions as never,
      GlobalSecondaryIndexUpdates: [{ Create: index as never }],
    });

    await expect(kernel.call("dynamodb", "Query", byStatus)).rejects.toThrow(
      "Cannot read from backfilling global secondary index: by-status",
    );
    await kernel.settle();
    expect(await kernel.call("dynamodb", "Query", { ...byStatus, Select: "COUNT" })).toMatchObject({ Count: 2500 });
    await kernel.stop();
  });

  it("changes how the table is paid for", () => {
    const bench = new Bench().withOrders();
    const ProvisionedThroughput = { ReadCapacityUnits: 3, WriteCapacityUnits: 4 };

    change(bench, { BillingMode: "PROVISIONED", ProvisionedThroughput });

    expect(bench.run(describeTable, { TableName: "orders" }).Table).toMatchObject({
      BillingModeSummary: { BillingMode: "PROVISIONED" },
      ProvisionedThroughput,
      WarmThroughput: { ReadUnitsPerSecond: 3, WriteUnitsPerSecond: 4 },
    });
    expect(() => change(bench, { ProvisionedThroughput })).toThrow(
      /^The provisioned throughput for the table will not change\. The requested value equals the current value\./,
    );
  });

  it("keeps what the stream should show", () => {
    const bench = new Bench().withOrders();
    const StreamSpecification = { StreamEnabled: true, StreamViewType: "NEW_IMAGE" as const };

    const answer = change(bench, { StreamSpecification });

    expect(answer.TableDescription).toMatchObject({
      StreamSpecification,
      LatestStreamLabel: "2026-11-20T00:00:00.000",
      LatestStreamArn: "arn:aws:dynamodb:eu-west-1:000000000000:table/orders/stream/2026-11-20T00:00:00.000",
    });
    expect(() => change(bench, { StreamSpecification })).toThrow(
      "Table already has an enabled stream: TableName: orders",
    );
    change(bench, { StreamSpecification: { StreamEnabled: false } });
    expect(() => change(bench, { StreamSpecification: { StreamEnabled: false } })).toThrow(
      "Table has no stream to disable: TableName: orders",
    );
  });

  it.each<[Partial<Input<"UpdateTable">>, string]>([
    [
      {},
      "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required",
    ],
    [{ GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "nope" } }] }, "Requested resource not found"],
    [
      {
        AttributeDefinitions,
        GlobalSecondaryIndexUpdates: [{ Create: index }, { Create: { ...index, IndexName: "two" } }],
      },
      "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
    ],
    [
      { GlobalSecondaryIndexUpdates: [{ Create: index }] },
      "One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [status, total], AttributeDefinitions: [pk, sk]",
    ],
    [{ TableName: "nope", DeletionProtectionEnabled: true }, "Requested resource not found: Table: nope not found"],
  ])("refuses %j", (more, message) => {
    expect(() => change(new Bench().withOrders(), more)).toThrow(message);
  });
});
