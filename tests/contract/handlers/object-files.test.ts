import { gunzipSync } from "node:zlib";
import { GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { createHandlers } from "@millrace/handlers";
import { csv, definePipeline, mask, ndjson } from "@millrace/pipeline";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { makeByHand, notificationOf } from "../../support/hand-made.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const schema = z.object({
  id: z.string(),
  email: z.email(),
  visits: z.coerce.number().int(),
  price: z.coerce.number().optional(),
  at: z.iso.datetime(),
});

const pipelineOf = (name: string, format: "ndjson" | "parquet") =>
  definePipeline({
    name,
    source: { bucket: name, prefix: "in/", formats: { csv: csv(), ndjson: ndjson() } },
    schema,
    pii: ["email"],
    parallel: { safe: (row, context) => context.anonymise(row, { email: mask({ keepLast: 4 }) }) },
    consolidate: ({ safe }) => safe,
    sinks: (to) => ({ rows: to.objects({ prefix: "out/", format }) }),
  });

/** What became of a file: the run's end, and the objects that were written. */
async function store(name: string, format: "ndjson" | "parquet", content: string) {
  const pipeline = pipelineOf(name, format);
  const made = await makeByHand(cloud, pipeline);
  const file = await made.put("in/rows.csv", content);
  await createHandlers(pipeline, made.options).file(notificationOf(file), { awsRequestId: "r" });
  const { Contents = [] } = await cloud.s3.send(new ListObjectsV2Command({ Bucket: name, Prefix: "out/" }));
  const objects = await Promise.all(
    Contents.map(async ({ Key = "" }) => {
      const { Body } = await cloud.s3.send(new GetObjectCommand({ Bucket: name, Key }));
      return { key: Key, bytes: Buffer.from((await Body?.transformToByteArray()) ?? []) };
    }),
  );
  const [run] = await made.runs();
  return { run, objects };
}

const header = "id,email,visits,price,at\n";
const rows = `${header}1,ann@example.com,3,2.50,2026-11-21T10:00:00Z\n2,zoë@example.com,-1,,2026-11-21T10:00:01Z\n`;

describe("the rows of a file in S3", () => {
  it("are lines of JSON without what is personal, and rejects are not among them", async () => {
    const { run, objects } = await store("rows-ndjson", "ndjson", `${rows}3,nobody,1,1,2026-11-21T10:00:00Z\n`);

    expect(run).toMatchObject({ status: "completed", counts: { accepted: 1, stored: 1, rejected: 2 } });
    expect(objects.map(({ key }) => key)).toEqual([
      expect.stringMatching(/^out\/rows-ndjson\/.+\/000000\.ndjson\.gz$/),
    ]);
    expect(gunzipSync(objects[0]?.bytes ?? "").toString()).toBe(
      '{"id":"1","email":"***@*******.com","visits":3,"price":2.5,"at":"2026-11-21T10:00:00Z"}\n',
    );
  });

  it("are a Parquet file with the contract's types", async () => {
    const { run, objects } = await store("rows-parquet", "parquet", rows.replace("zoë", "zoe"));

    const bytes = new Uint8Array(objects[0]?.bytes ?? []).buffer;
    expect(run).toMatchObject({ status: "completed", counts: { stored: 2 } });
    expect(objects.map(({ key }) => key)).toEqual([expect.stringMatching(/^out\/rows-parquet\/.+\/000000\.parquet$/)]);
    expect(
      parquetMetadata(bytes)
        .schema.slice(1)
        .map(({ name, type }) => [name, type]),
    ).toEqual([
      ["id", "BYTE_ARRAY"],
      ["email", "BYTE_ARRAY"],
      ["visits", "INT64"],
      ["price", "DOUBLE"],
      ["at", "INT64"],
    ]);
    expect(await parquetReadObjects({ file: bytes })).toEqual([
      { id: "1", email: "***@*******.com", visits: 3n, price: 2.5, at: new Date("2026-11-21T10:00:00Z") },
      { id: "2", email: "***@*******.com", visits: -1n, price: null, at: new Date("2026-11-21T10:00:01Z") },
    ]);
  });

  it("are all there where they are more than one group of a Parquet file", async () => {
    const many = Array.from({ length: 25_000 }, (_, id) => `${id},p${id}@example.com,${id},1,2026-11-21T10:00:00Z\n`);

    const { objects } = await store("rows-many", "parquet", header + many.join(""));

    const file = new Uint8Array(objects[0]?.bytes ?? []).buffer;
    const found = await parquetReadObjects({ file, columns: ["visits"] });
    expect(parquetMetadata(file).row_groups).toHaveLength(3);
    expect(found.map(({ visits }) => Number(visits))).toEqual(many.map((_, id) => id));
  });
});
