import { createReadStream, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { paginateScan } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { createLog } from "@millrace/core";
import { createFileHandler, type Run, readConfig, readRun } from "@millrace/handlers";
import type { Pipeline } from "@millrace/pipeline";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../support/cloud.ts";
import { createPlannedTable } from "../support/planned-table.ts";
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

/** Sends one file through S3, the handler and DynamoDB, and reads the table back. */
async function load(pipeline: Pipeline, name: string) {
  await createPlannedTable(cloud.dynamodb, pipeline, pipeline.name);
  const key = `in/${name}`;
  const body = { Body: createReadStream(fileOf(name)), ContentLength: statSync(fileOf(name)).size };
  const { ETag } = await cloud.s3.send(new PutObjectCommand({ Bucket: "vega", Key: key, ...body }));
  const handler = createFileHandler(pipeline, {
    config: readConfig({ MILLRACE_TABLE: pipeline.name }),
    log: createLog(() => undefined),
    s3: cloud.s3,
    dynamodb: cloud.dynamodb,
  });
  const object = { key, size: 1, eTag: ETag?.replaceAll('"', ""), sequencer: "1" };
  const event = { Records: [{ eventName: "ObjectCreated:Put", s3: { bucket: { name: "vega" }, object } }] };
  await handler(event, { awsRequestId: "r1" });

  const rows: Record<string, string>[] = [];
  let run: Run | undefined;
  for await (const { Items = [] } of paginateScan({ client: cloud.dynamodb }, { TableName: pipeline.name })) {
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
