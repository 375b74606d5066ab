import { GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import {
  CreateTableCommand,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

const TableName = "orders";
let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startTestCloud();
  await cloud.dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    }),
  );
});
afterAll(() => cloud.stop());

const put = (pk: string, more = {}) =>
  cloud.dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: pk } }, ...more }));

/** Of one metric, by statistic, over everything so far. */
async function statistics(MetricName: string, dimensions: Record<string, string>) {
  const now = Date.now();
  const { Datapoints = [] } = await cloud.cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace: "AWS/DynamoDB",
      MetricName,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      StartTime: new Date(now - 2 * 86_400_000),
      EndTime: new Date(now + 4 * 86_400_000),
      Period: 7 * 86_400,
      Statistics: ["SampleCount", "Sum"],
    }),
  );
  const count = Datapoints.reduce((total, { SampleCount = 0 }) => total + SampleCount, 0);
  const sum = Datapoints.reduce((total, { Sum = 0 }) => total + Sum, 0);
  return { count, sum };
}

describe("what DynamoDB reports to CloudWatch", () => {
  it("has the latency and the number of successful requests, and what they returned and used", async () => {
    await put("a");
    await put("b");
    await cloud.dynamodb.send(new GetItemCommand({ TableName, Key: { pk: { S: "a" } } }));
    await cloud.dynamodb.send(new ScanCommand({ TableName }));

    expect((await statistics("SuccessfulRequestLatency", { TableName, Operation: "PutItem" })).count).toBe(2);
    expect((await statistics("SuccessfulRequestLatency", { TableName, Operation: "GetItem" })).count).toBe(1);
    expect((await statistics("ReturnedItemCount", { TableName, Operation: "Scan" })).sum).toBe(2);
    expect((await statistics("ConsumedWriteCapacityUnits", { TableName })).sum).toBe(2);
    expect((await statistics("ConsumedReadCapacityUnits", { TableName })).sum).toBe(1);
  });

  it("tells failed conditions from other errors of who asks", async () => {
    await put("c");
    await put("c", { ConditionExpression: "attribute_not_exists(pk)" }).catch(() => undefined);
    await put("c", { ConditionExpression: "not a condition" }).catch(() => undefined);

    expect((await statistics("ConditionalCheckFailedRequests", { TableName })).sum).toBe(1);
    expect((await statistics("UserErrors", {})).sum).toBe(1);
  });

  it("has the throttling and the failures that were asked for", async () => {
    const strike = (kind: string) =>
      fetch(`${cloud.cloud.endpoint}/_millrace/faults`, {
        method: "POST",
        body: JSON.stringify({ service: "dynamodb", operation: "PutItem", times: 1, effect: { kind } }),
      });
    await strike("throttle");
    await put("d").catch(() => undefined);
    await strike("fail");
    await put("d").catch(() => undefined);

    expect((await statistics("WriteThrottleEvents", { TableName })).sum).toBe(1);
    expect((await statistics("ThrottledRequests", { TableName, Operation: "PutItem" })).sum).toBe(1);
    expect((await statistics("SystemErrors", { TableName, Operation: "PutItem" })).sum).toBe(1);
  });

  it("counts the items that expired", async () => {
    const TimeToLiveSpecification = { AttributeName: "until", Enabled: true };
    await cloud.dynamodb.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
    const until = Math.floor(Date.now() / 1000) + 60;
    await put("e", { Item: { pk: { S: "e" }, until: { N: String(until) } } });
    cloud.cloud.advanceClock(120_000);

    expect((await statistics("TimeToLiveDeletedItemCount", { TableName })).sum).toBe(1);
  });
});
