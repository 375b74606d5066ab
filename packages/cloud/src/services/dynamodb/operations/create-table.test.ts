import { describe, expect, it } from "vitest";
import type { Input } from "../shapes.ts";
import { Bench, ordersTable, statusIndex } from "../testing.ts";
import { createTable } from "./create-table.ts";
import { describeTable } from "./describe-table.ts";

const hash = (AttributeName: string) => ({ AttributeName, KeyType: "HASH" as const });
const range = (AttributeName: string) => ({ AttributeName, KeyType: "RANGE" as const });
const text = (AttributeName: string) => ({ AttributeName, AttributeType: "S" as const });
const invalid = (detail: string) => `One or more parameter values were invalid: ${detail}`;
const ALL = { ProjectionType: "ALL" as const };
const arn = "arn:aws:dynamodb:eu-west-1:000000000000:table/orders";

describe("CreateTable", () => {
  it("answers a table that is being created, and is active by the next call", () => {
    const bench = new Bench();

    const created = bench.run(createTable, { ...ordersTable, ...statusIndex() }).TableDescription;
    const described = bench.run(describeTable, { TableName: "orders" }).Table;

    const index = {
      IndexName: "by-status",
      KeySchema: [hash("status"), range("total")],
      Projection: ALL,
      IndexSizeBytes: 0,
      ItemCount: 0,
      IndexArn: `${arn}/index/by-status`,
      ProvisionedThroughput: { NumberOfDecreasesToday: 0, ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
    };
    expect(created).toMatchObject({
      TableName: "orders",
      TableArn: arn,
      TableStatus: "CREATING",
      ItemCount: 0,
      TableSizeBytes: 0,
      DeletionProtectionEnabled: false,
      CreationDateTime: new Date(bench.clock.now()),
      BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
      GlobalSecondaryIndexes: [{ ...index, IndexStatus: "CREATING" }],
    });
    expect(created?.TableId).toMatch(/^[0-9a-f-]{36}$/);
    expect(described).toMatchObject({
      TableStatus: "ACTIVE",
      TableId: created?.TableId,
      GlobalSecondaryIndexes: [{ ...index, IndexStatus: "ACTIVE", WarmThroughput: { Status: "ACTIVE" } }],
      WarmThroughput: { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4_000, Status: "ACTIVE" },
    });
  });

  it("refuses a name that is taken", () => {
    const bench = new Bench().withOrders();

    expect(() => bench.run(createTable, ordersTable)).toThrow(
      expect.objectContaining({ code: "ResourceInUseException", message: "Table already exists: orders" }),
    );
  });

  const throughput = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 };
  const lsi = (KeySchema: readonly ReturnType<typeof hash | typeof range>[], Projection: object = ALL) => ({
    AttributeDefinitions: [...(ordersTable.AttributeDefinitions ?? []), text("x")],
    LocalSecondaryIndexes: [{ IndexName: "local", KeySchema, Projection }],
  });

  it.each<[Partial<Input<"CreateTable">>, string]>([
    [
      { TableName: "ab" },
      "Invalid table/index name.  Table/index names must be between 3 and 255 characters long, and may contain only the characters a-z, A-Z, 0-9, '_', '-', and '.'",
    ],
    [
      { ProvisionedThroughput: throughput },
      invalid("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST"),
    ],
    [
      { BillingMode: "PROVISIONED" },
      invalid("ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED"),
    ],
    [{ KeySchema: [range("pk")] }, "Invalid KeySchema: The first KeySchemaElement is not a HASH key type"],
    [{ KeySchema: [hash("pk"), hash("sk")] }, "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type"],
    [
      { KeySchema: [hash("pk"), range("pk")] },
      invalid("Both the Hash Key and the Range Key element in the KeySchema have the same name"),
    ],
    [
      { KeySchema: [hash("pk"), range("zz")] },
      invalid(
        "Some index key attributes are not defined in AttributeDefinitions. Keys: [pk, zz], AttributeDefinitions: [pk, sk]",
      ),
    ],
    [
      { AttributeDefinitions: [...(ordersTable.AttributeDefinitions ?? []), text("x")] },
      invalid(
        "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions",
      ),
    ],
    [lsi([hash("pk")]), invalid("Index KeySchema does not have a range key for index: local")],
    [
      lsi([hash("x"), range("sk")]),
      invalid(
        "Index KeySchema does not have the same leading hash key as table KeySchema for index: local. index hash key: x, table hash key: pk",
      ),
    ],
    [
      lsi([hash("pk"), range("x")], { ProjectionType: "INCLUDE" }),
      invalid("ProjectionType is INCLUDE, but NonKeyAttributes is not specified"),
    ],
    [
      lsi([hash("pk"), range("x")], { ProjectionType: "KEYS_ONLY", NonKeyAttributes: ["a"] }),
      invalid("ProjectionType is KEYS_ONLY, but NonKeyAttributes is specified"),
    ],
    [lsi([hash("pk"), range("x")], {}), invalid("Unknown ProjectionType: null")],
    [{ GlobalSecondaryIndexes: [] }, invalid("List of GlobalSecondaryIndexes is empty")],
    [
      { BillingMode: "PROVISIONED", ProvisionedThroughput: throughput, ...statusIndex() },
      invalid("ProvisionedThroughput is not specified for index: by-status"),
    ],
    [
      { StreamSpecification: { StreamEnabled: true } },
      invalid("StreamViewType is required when StreamEnabled is true"),
    ],
  ])("refuses %j", (more, message) => {
    expect(() => new Bench().withOrders(more)).toThrow(
      expect.objectContaining({ code: "ValidationException", message }),
    );
  });
});
