import { createReadStream, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CreateTableCommand, paginateScan } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { createLog } from "@millrace/core";
import { createFileHandler, type Run, readConfig, readRun } from "@millrace/handlers";
import type { Pipeline } from "@millrace/pipeline";
import { planPipeline, type TableResource } from "@millrace/plan";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../support/cloud.ts";
import { airports, flights, movies } from "./vega-pipelines.ts";

const fileOf = (name: string): string =>
  fileURLToPath(new URL(`../../node_modules/vega-datasets/data/${name}`, import.meta.url));

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await cloud.s3.send(
    new CreateBucketCommand({ Bucket: "vega", CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
  );
});
afterAll(() => cloud.stop());

async function createTable(table: TableResource): Promise<void> {
  const keys = [table, ...table.indexes];
  const schemaOf = ({ partitionKey, sortKey }: (typeof keys)[number]) => [
    { AttributeName: partitionKey, KeyType: "HASH" as const },
    { AttributeName: sortKey, KeyType: "RANGE" as const },
  ];
  await cloud.dynamodb.send(
    new CreateTableCommand({
      TableName: table.name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: keys
        .flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey])
        .map((AttributeName) => ({ AttributeName, AttributeType: "S" as const })),
      KeySchema: schemaOf(table),
      GlobalSecondaryIndexes: table.indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: schemaOf(index),
        Projection: { ProjectionType: "ALL" as const },
      })),
    }),
  );
}

/** Sends one file through S3, the handler and DynamoDB, and reads the table back. */
async function load(pipeline: Pipeline, name: string) {
  const plan = planPipeline(pipeline, { account: "000000000000", region: "eu-west-1" });
  const table = plan.resources.find((resource): resource is TableResource => resource.kind === "table");
  if (table === undefined) throw new Error("Cannot load: the plan has no table");
  await createTable(table);
  const key = `in/${name}`;
  const body = { Body: createReadStream(fileOf(name)), ContentLength: statSync(fileOf(name)).size };
  const { ETag } = await cloud.s3.send(new PutObjectCommand({ Bucket: "vega", Key: key, ...body }));
  const handler = createFileHandler(pipeline, {
    config: readConfig({ MILLRACE_TABLE: table.name }),
    log: createLog(() => undefined),
    s3: cloud.s3,
    dynamodb: cloud.dynamodb,
  });
  const object = { key, size: 1, eTag: ETag?.replaceAll('"', ""), sequencer: "1" };
  const event = { Records: [{ eventName: "ObjectCreated:Put", s3: { bucket: { name: "vega" }, object } }] };
  await handler(event, { awsRequestId: "r1" });

  const rows: Record<string, string>[] = [];
  let run: Run | undefined;
  for await (const { Items = [] } of paginateScan({ client: cloud.dynamodb }, { TableName: table.name })) {
    for (const item of Items) {
      run ??= readRun(item);
      if (!item["PK"]?.S?.startsWith("millrace#")) {
        rows.push(Object.fromEntries(Object.entries(item).map(([field, value]) => [field, value.S ?? value.N ?? ""])));
      }
    }
  }
  return { rows, run };
}

const sum = (rows: readonly Readonly<Record<string, unknown>>[], field: string): number =>
  rows.reduce((total, row) => total + Number(row[field] ?? 0), 0);

describe("vega-datasets, through S3 and DynamoDB,", () => {
  it("stores the airports, each once", async () => {
    const expected: Record<string, string>[] = parse(readFileSync(fileOf("airports.csv")), { columns: true });

    const { rows, run } = await load(airports, "airports.csv");

    expect(run).toMatchObject({ status: "completed", counts: { records: expected.length, stored: rows.length } });
    const stored = new Set(rows.map((row) => row["iata"]));
    expect(stored.size).toBe(rows.length);
    const good = expected.filter((row) => stored.has(row["iata"]));
    expect(rows.length + (run?.counts?.rejected ?? 0)).toBe(expected.length);
    expect(sum(rows, "latitude")).toBeCloseTo(sum(good, "latitude"), 6);
  });

  it("stores the movies, the last of each year and title, and keeps the dirty ones as rejects", async () => {
    const expected: Record<string, unknown>[] = JSON.parse(readFileSync(fileOf("movies.json"), "utf8"));
    const good = expected.filter(
      (movie) =>
        typeof movie["Title"] === "string" && /^[A-Z][a-z]{2} \d{2} (19|20)\d{2}$/.test(String(movie["Release Date"])),
    );
    const last = new Map(good.map((movie) => [`${String(movie["Release Date"]).slice(-4)}/${movie["Title"]}`, movie]));

    const { rows, run } = await load(movies, "movies.json");

    expect(run).toMatchObject({ status: "completed", counts: { records: expected.length, accepted: good.length } });
    expect(rows).toHaveLength(last.size);
    expect(sum(rows, "gross")).toBe(sum([...last.values()], "US Gross"));
  });

  it("stores 20,000 flights, which is more than are held, and their sums", async () => {
    const expected: Record<string, unknown>[] = JSON.parse(readFileSync(fileOf("flights-20k.json"), "utf8"));

    const { rows, run } = await load(flights, "flights-20k.json");

    expect(run).toMatchObject({ status: "completed", counts: { records: 20_000, stored: 20_000, rejected: 0 } });
    expect(rows).toHaveLength(20_000);
    expect(sum(rows, "delay")).toBe(sum(expected, "delay"));
    expect(sum(rows, "distance")).toBe(sum(expected, "distance"));
  });
});
