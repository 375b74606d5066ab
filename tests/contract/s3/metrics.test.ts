import { GetMetricStatisticsCommand, ListMetricsCommand } from "@aws-sdk/client-cloudwatch";
import {
  CreateBucketCommand,
  DeleteBucketMetricsConfigurationCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type MetricsFilter,
  PutBucketMetricsConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
let buckets = 0;
let Bucket: string;

beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());
beforeEach(async () => {
  Bucket = `inbox-${++buckets}`;
  await cloud.s3.send(
    new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
  );
});

const put = (Key: string, Body = "12345", more = {}) =>
  cloud.s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const report = (Id: string, Filter?: MetricsFilter) =>
  cloud.s3.send(
    new PutBucketMetricsConfigurationCommand({ Bucket, Id, MetricsConfiguration: { Id, ...(Filter && { Filter }) } }),
  );

async function sum(MetricName: string, more: Record<string, string>) {
  const dimensions = { BucketName: Bucket, ...more };
  const { Datapoints = [] } = await cloud.cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace: "AWS/S3",
      MetricName,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      StartTime: new Date(Date.now() - 86_400_000),
      EndTime: new Date(Date.now() + 30 * 86_400_000),
      Period: 86_400,
      Statistics: ["Sum", "Maximum"],
    }),
  );
  return Datapoints.reduce((total, { Sum = 0 }) => total + Sum, 0);
}

describe("metrics of requests", () => {
  it("are reported under each configuration, by kind, with bytes and errors", async () => {
    await report("all");
    await put("orders/a.csv");
    await (await cloud.s3.send(new GetObjectCommand({ Bucket, Key: "orders/a.csv" }))).Body?.transformToString();
    await cloud.s3.send(new HeadObjectCommand({ Bucket, Key: "orders/a.csv" }));
    await cloud.s3.send(new ListObjectsV2Command({ Bucket }));
    await cloud.s3.send(new GetObjectCommand({ Bucket, Key: "none" })).catch(() => undefined);

    const FilterId = "all";
    // The configuration itself was put before it was there.
    expect(await sum("AllRequests", { FilterId })).toBe(6);
    expect(await sum("GetRequests", { FilterId })).toBe(2);
    expect(await sum("HeadRequests", { FilterId })).toBe(1);
    expect(await sum("ListRequests", { FilterId })).toBe(1);
    expect(await sum("4xxErrors", { FilterId })).toBe(1);
    expect(await sum("BytesUploaded", { FilterId })).toBe(5);
    expect(await sum("BytesDownloaded", { FilterId })).toBe(5);
  });

  it("are reported for the objects that a filter names, by prefix and by tags", async () => {
    await report("orders", { Prefix: "orders/" });
    await report("partner", { And: { Prefix: "orders/", Tags: [{ Key: "partner", Value: "north" }] } });
    await put("orders/a.csv");
    await put("orders/b.csv", "1", { Tagging: "partner=north" });
    await put("people/c.csv");

    expect(await sum("PutRequests", { FilterId: "orders" })).toBe(2);
    expect(await sum("PutRequests", { FilterId: "partner" })).toBe(1);
  });

  it("are not reported without a configuration, nor after it is deleted", async () => {
    await put("a");
    await report("all");
    await cloud.s3.send(new DeleteBucketMetricsConfigurationCommand({ Bucket, Id: "all" }));
    await put("b");

    const { Metrics = [] } = await cloud.cloudwatch.send(
      new ListMetricsCommand({
        Namespace: "AWS/S3",
        MetricName: "PutRequests",
        Dimensions: [{ Name: "BucketName", Value: Bucket }],
      }),
    );
    // What put the configuration found it in place when it ended.
    expect(await sum("BytesUploaded", { FilterId: "all" })).toBe(0);
    expect(Metrics.length).toBeLessThanOrEqual(1);
  });
});

describe("metrics of storage", () => {
  it("tell once a day how many objects and versions a bucket holds, and their bytes by storage class", async () => {
    await cloud.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
    for (let at = 0; at < 3; at++) await put("same", "1234567890");
    await put("cold", "123", { StorageClass: "GLACIER_IR" });

    expect(await sum("NumberOfObjects", { StorageType: "AllStorageTypes" })).toBe(0);
    cloud.cloud.advanceClock(86_400_000);

    // The report is work in the background.
    const objects = () => sum("NumberOfObjects", { StorageType: "AllStorageTypes" });
    expect(await eventually(async () => (await objects()) || undefined)).toBe(4);
    expect(await sum("BucketSizeBytes", { StorageType: "StandardStorage" })).toBe(30);
    expect(await sum("BucketSizeBytes", { StorageType: "GlacierInstantRetrievalStorage" })).toBe(3);

    cloud.cloud.advanceClock(86_400_000);
    await eventually(async () => ((await objects()) === 8 ? true : undefined));
  });
});
