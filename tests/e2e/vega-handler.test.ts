import { randomUUID } from "node:crypto";
import { type AttributeValue, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { createLog, frozenClock, MovableClock } from "@millrace/core";
import {
  type Config,
  createFileHandler,
  type FileHandler,
  type Run,
  readConfig,
  readReject,
  readRun,
  runIdOf,
  runPartition,
  type SourceFile,
} from "@millrace/handlers";
import { csv, definePipeline, hash } from "@millrace/pipeline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { startTestCloud, type TestCloud } from "../support/cloud.ts";
import { createPlannedTable } from "../support/planned-table.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const pipeline = definePipeline({
  name: "people",
  source: { bucket: "people-files", prefix: "in/", formats: { csv: csv() } },
  schema: z.object({ id: z.string(), email: z.email(), age: z.coerce.number().min(0) }),
  pii: ["email"],
  quarantine: { maxErrorRate: 0.5 },
  retain: { ledgerDays: 30 },
  parallel: { safe: (row, context) => context.anonymise(row, { email: hash() }) },
  consolidate: ({ safe }) => safe,
  sinks: (to) => ({
    people: to.singleTable({ pk: (row) => `P#${row.id}`, sk: () => "person", on: "insert-once" }),
    latest: to.singleTable({ pk: (row) => `L#${row.id}`, sk: () => "person" }),
  }),
});

interface World {
  readonly table: string;
  readonly bucket: string;
  readonly clock: MovableClock;
  readonly lines: {
    readonly level: string;
    readonly message: string;
    readonly fields: Readonly<Record<string, unknown>>;
  }[];
  handler(change?: Partial<Config>): FileHandler;
  put(key: string, body: string): Promise<SourceFile>;
  items(partition: string): Promise<Record<string, AttributeValue>[]>;
  run(file: SourceFile): Promise<Run | undefined>;
  text(key: string): Promise<string>;
}

async function world(): Promise<World> {
  const bucket = `people-${randomUUID()}`;
  const table = `people-${randomUUID()}`;
  await cloud.s3.send(
    new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
  );
  await createPlannedTable(cloud.dynamodb, pipeline, table);
  const clock = new MovableClock(frozenClock(Date.parse("2026-11-20T10:00:00Z")));
  const lines: World["lines"][number][] = [];
  const log = createLog((level, message, fields) => lines.push({ level, message, fields }));
  const config = readConfig({ MILLRACE_TABLE: table, MILLRACE_HASH_KEY: "secret" });
  let sequence = 0;
  const items: World["items"] = async (partition) => {
    const query = new QueryCommand({
      TableName: table,
      KeyConditionExpression: "PK = :p",
      ExpressionAttributeValues: { ":p": { S: partition } },
    });
    return (await cloud.dynamodb.send(query)).Items ?? [];
  };
  return {
    table,
    bucket,
    clock,
    lines,
    items,
    handler: (change = {}) =>
      createFileHandler(pipeline, {
        config: { ...config, ...change },
        clock,
        log,
        s3: cloud.s3,
        dynamodb: cloud.dynamodb,
      }),
    async put(key, body) {
      const { ETag = "" } = await cloud.s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
      const sequencer = (++sequence).toString(16);
      return {
        bucket,
        key,
        size: body.length,
        eTag: ETag.replaceAll('"', ""),
        versionId: undefined,
        sequencer,
        arrivedAt: 0,
      };
    },
    async run(file) {
      const found = await items(runPartition(runIdOf(file)));
      return found.map(readRun).find((run) => run !== undefined);
    },
    async text(key) {
      const { Body } = await cloud.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return (await Body?.transformToString()) ?? "";
    },
  };
}

const eventOf = (...files: readonly SourceFile[]) => ({
  Records: files.map(({ bucket, key, size, eTag, sequencer }) => ({
    eventName: "ObjectCreated:Put",
    s3: {
      bucket: { name: bucket },
      object: { key: encodeURIComponent(key).replaceAll("%20", "+"), size, eTag, sequencer },
    },
  })),
});

const request = (awsRequestId: string) => ({ awsRequestId });
const mixed = "id,email,age\n1,ann@x.org,30\n2,bo@x.org,old\n3,cy@x.org,5\n";

describe("the file handler", () => {
  it("stores rows, keeps rejects with their reasons and finishes the run", async () => {
    const { put, handler, items, run, text, lines, table } = await world();
    const file = await put("in/a b.csv", mixed);

    const results = await handler()(eventOf(file), request("r1"));

    expect(results).toEqual([{ key: "in/a b.csv", outcome: "completed" }]);
    expect(await items("P#1")).toMatchObject([
      {
        SK: { S: "person" },
        age: { N: "30" },
        email: { S: expect.stringMatching(/^[\w-]{43}$/) },
        _record: { N: "1" },
      },
    ]);
    expect(await items("P#2")).toEqual([]);
    const stored = await run(file);
    expect(stored).toMatchObject({
      status: "completed",
      attempts: 1,
      counts: { records: 3, accepted: 2, rejected: 1, stored: 4, existing: 0 },
      format: "csv",
      encoding: "utf-8",
      startedAt: "2026-11-20T10:00:00.000Z",
      expiresAt: Date.parse("2026-12-20T10:00:00Z") / 1000,
    });
    const rejects = (await items(runPartition(runIdOf(file)))).map(readReject).filter((reject) => reject !== undefined);
    expect(rejects).toMatchObject([
      { ordinal: 2, line: 3, byteOffset: 28, code: "type-error", field: "age", raw: "2,xx@x.xxx,old" },
    ]);
    expect(JSON.parse(await text(stored?.rejects?.ndjson ?? ""))).toMatchObject({
      key: "in/a b.csv",
      line: 3,
      code: "type-error",
    });
    expect(await text(stored?.rejects?.csv ?? "")).toContain("type-error,age,3,");
    expect(lines).toMatchObject([
      { level: "info", message: "file completed", fields: { file: "in/a b.csv", stored: 4, rejected: 1 } },
    ]);
    const byStatus = await cloud.dynamodb.send(
      new QueryCommand({
        TableName: table,
        IndexName: "ledgerByStatus",
        KeyConditionExpression: "ledgerByStatusPK = :s",
        ExpressionAttributeValues: { ":s": { S: "people#completed" } },
      }),
    );
    expect(byStatus.Items).toHaveLength(1);
  });

  it("publishes nothing of a file with too many rejects, and says why", async () => {
    const { put, handler, items, run } = await world();
    const file = await put("in/a.csv", "id,email,age\n1,ann@x.org,30\n2,bo,1\n3,cy,1\n");

    const results = await handler()(eventOf(file), request("r1"));

    expect(results).toEqual([{ key: "in/a.csv", outcome: "failed" }]);
    expect(await items("P#1")).toEqual([]);
    expect(await run(file)).toMatchObject({
      status: "failed",
      reason: { code: "too-many-errors", message: "2 of 3 records were rejected: expected at most 50%" },
      counts: { records: 3, rejected: 2, stored: 0 },
      rejects: { csv: expect.stringMatching(/^rejects\/people\//) },
    });
  });

  it("leaves a failed run for a file that cannot be read at all, and for one that is gone", async () => {
    const { put, handler, run, bucket } = await world();
    const noise = await put("in/noise.csv", "\u0000\u0001\u0002");
    const gone = await put("in/gone.csv", mixed);
    await cloud.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: gone.key }));

    await handler()(eventOf(noise, gone), request("r1"));

    expect(await run(noise)).toMatchObject({ status: "failed", reason: { code: "unknown-format" } });
    expect(await run(gone)).toMatchObject({ status: "failed", reason: { code: "file-missing" } });
  });

  it("does not read another file in the place of the one that the event was about", async () => {
    const { put, handler, run, items } = await world();
    const first = await put("in/a.csv", mixed);
    const second = await put("in/a.csv", "id,email,age\n9,zed@x.org,1\n");

    await handler()(eventOf(first, second), request("r1"));

    expect(await run(first)).toMatchObject({ status: "failed", reason: { code: "file-replaced" } });
    expect(await run(second)).toMatchObject({ status: "completed" });
    expect(await items("P#1")).toEqual([]);
  });

  it("stops where an event comes twice", async () => {
    const { put, handler, run } = await world();
    const file = await put("in/a.csv", mixed);

    await handler()(eventOf(file), request("r1"));
    const again = await handler()(eventOf(file), request("r2"));

    expect(again).toEqual([{ key: "in/a.csv", outcome: "duplicate" }]);
    expect(await run(file)).toMatchObject({ status: "completed", attempts: 1 });
  });

  it("reads a file that failed again when it is sent again, not when its event comes twice", async () => {
    const { put, handler, run } = await world();
    const bad = "id,email,age\n1,x,1\n";
    const first = await put("in/a.csv", bad);
    await handler()(eventOf(first), request("r1"));

    const twice = await handler()(eventOf(first), request("r2"));
    const resent = await handler()(eventOf(await put("in/a.csv", bad)), request("r3"));

    expect(twice).toMatchObject([{ outcome: "duplicate" }]);
    expect(resent).toMatchObject([{ outcome: "failed" }]);
    expect(await run(first)).toMatchObject({ status: "failed", reason: { code: "too-many-errors" } });
  });

  it("leaves the rows that an insert-once sink has, and replaces those of an upsert sink", async () => {
    const { put, handler, items, run } = await world();
    const first = await put("in/1.csv", "id,email,age\n1,ann@x.org,30\n1,ann@x.org,31\n");
    const second = await put("in/2.csv", "id,email,age\n1,ann@x.org,32\n");

    await handler()(eventOf(first), request("r1"));
    await handler()(eventOf(second), request("r2"));

    expect(await items("P#1")).toMatchObject([{ age: { N: "30" } }]);
    expect(await items("L#1")).toMatchObject([{ age: { N: "32" } }]);
    expect(await run(first)).toMatchObject({ counts: { stored: 3, existing: 1 } });
    expect(await run(second)).toMatchObject({ counts: { stored: 1, existing: 1 } });
  });

  it("reads a file twice that has more rows than are held, with the same result", async () => {
    const { put, handler, items, run } = await world();
    const rows = Array.from({ length: 300 }, (_, index) => `${index},p${index}@x.org,${index % 90}\n`);
    const file = await put("in/large.csv", `id,email,age\n${rows.join("")}bad\n`);

    await handler({ heldRowsMax: 10 })(eventOf(file), request("r1"));

    expect(await run(file)).toMatchObject({
      status: "completed",
      counts: { records: 301, accepted: 300, rejected: 1, stored: 600 },
    });
    expect(await items("P#299")).toHaveLength(1);
  });
});

describe("the file handler, where its function dies,", () => {
  /** A run as a function leaves it that was killed at its work. */
  const kill = async ({ table, clock }: World, file: SourceFile, owner: string): Promise<void> => {
    const item = { PK: runPartition(runIdOf(file)), SK: "run", status: "running", owner, sequencer: file.sequencer };
    await cloud.dynamodb.send(
      new PutItemCommand({
        TableName: table,
        Item: {
          ...Object.fromEntries(Object.entries(item).map(([name, value]) => [name, { S: value }])),
          leaseUntil: { N: String(clock.now() + 60_000) },
          attempts: { N: "1" },
        },
      }),
    );
  };

  it("takes over at once when Lambda tries the same event again", async () => {
    const here = await world();
    const file = await here.put("in/a.csv", mixed);
    await kill(here, file, "r1");

    const results = await here.handler()(eventOf(file), request("r1"));

    expect(results).toMatchObject([{ outcome: "completed" }]);
    expect(await here.run(file)).toMatchObject({ attempts: 2 });
  });

  it("leaves a run alone that another owner has a lease for, and takes it over when that has run out", async () => {
    const here = await world();
    const file = await here.put("in/a.csv", mixed);
    await kill(here, file, "r1");

    const early = await here.handler()(eventOf(file), request("r2"));
    here.clock.advance(60_001);
    const late = await here.handler()(eventOf(file), request("r3"));

    expect(early).toMatchObject([{ outcome: "duplicate" }]);
    expect(late).toMatchObject([{ outcome: "completed" }]);
  });

  it("counts rows of an earlier attempt as its own and stores none twice", async () => {
    const here = await world();
    const file = await here.put("in/a.csv", mixed);
    await here.handler()(eventOf(file), request("r1"));
    await kill(here, file, "r1");

    await here.handler()(eventOf(file), request("r1"));

    expect(await here.run(file)).toMatchObject({ counts: { stored: 4, existing: 0 } });
  });

  it("throws what another attempt may cure, and leaves a failed run after the last", async () => {
    const here = await world();
    const file = await here.put("in/a.csv", mixed);
    const other = await startTestCloud();
    await other.stop();
    const broken = createFileHandler(pipeline, {
      config: readConfig({ MILLRACE_TABLE: here.table }),
      clock: here.clock,
      log: createLog(() => undefined),
      // Nothing listens there.
      s3: other.s3,
      dynamodb: cloud.dynamodb,
    });

    for (let attempt = 0; attempt < 3; attempt++) await expect(broken(eventOf(file), request("r1"))).rejects.toThrow();

    expect(await here.run(file)).toMatchObject({ status: "failed", attempts: 3, reason: { code: "interrupted" } });
    expect(await here.handler()(eventOf(file), request("r4"))).toMatchObject([{ outcome: "completed" }]);
  });

  it("writes rejects of any size in parts and leaves no unfinished upload", async () => {
    const here = await world();
    const rows = Array.from({ length: 60_000 }, (_, index) => `${index},nobody-${"x".repeat(80)},1\n`);
    const good = Array.from({ length: 60_000 }, (_, index) => `g${index},g@x.org,1\n`);
    const file = await here.put("in/bad.csv", `id,email,age\n${rows.join("")}${good.slice(0, 10).join("")}`);

    await here.handler()(eventOf(file), request("r1"));

    const run = await here.run(file);
    expect(run).toMatchObject({ status: "failed", counts: { rejected: 60_000 } });
    const listed = await cloud.s3.send(new ListObjectsV2Command({ Bucket: here.bucket, Prefix: "rejects/" }));
    expect(listed.Contents).toHaveLength(2);
    expect((await here.text(run?.rejects?.ndjson ?? "")).trimEnd().split("\n")).toHaveLength(60_000);
    expect((await here.items(runPartition(runIdOf(file)))).length).toBeLessThanOrEqual(1_001);
  });
});
