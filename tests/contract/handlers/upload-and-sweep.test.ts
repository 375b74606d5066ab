import { frozenClock } from "@millrace/core";
import { createHandlers } from "@millrace/handlers";
import { csv, definePipeline } from "@millrace/pipeline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { makeByHand, notificationOf } from "../../support/hand-made.ts";

const filesOf = (name: string) =>
  definePipeline({
    name,
    source: {
      bucket: name,
      prefix: "in/",
      formats: { csv: csv() },
      upload: { maxBytes: 1_000, expiresSeconds: 60, types: ["text/csv"] },
    },
    schema: z.object({ id: z.string() }),
    parallel: { all: (row) => row },
    consolidate: ({ all }) => all,
    sinks: (to) => ({ table: to.singleTable({ pk: (row) => row.id, sk: () => "ROW" }) }),
    retain: { ledgerDays: 10 },
  });

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const hourMs = 3_600_000;

const begin = async (name: string, laterMs = 0) => {
  const pipeline = filesOf(name);
  const made = await makeByHand(cloud, pipeline);
  const clock = frozenClock(Date.now() + laterMs);
  return { made, handlers: createHandlers(pipeline, { ...made.options, clock }) };
};

describe("the upload API", () => {
  const post = (body: object, version = "2.0") =>
    version === "2.0"
      ? { version, requestContext: { http: { method: "POST" } }, rawPath: "/uploads", body: JSON.stringify(body) }
      : {
          httpMethod: "POST",
          path: "/prod/uploads",
          body: Buffer.from(JSON.stringify(body)).toString("base64"),
          isBase64Encoded: true,
        };
  const get = (id: string) => ({ requestContext: { http: { method: "GET" } }, rawPath: `/uploads/${id}` });

  it.each(["1.0", "2.0"])("answers, in format %s, a URL that takes the file and nothing else", async (version) => {
    const { handlers, made } = await begin(`uploads-${version.replace(".", "-")}`);
    const body = "id\n1\n";

    const response = await handlers.upload(
      post({ name: "acme/a b.csv", bytes: body.length, type: "text/csv" }, version),
    );

    const offer = JSON.parse(response.body);
    expect(response.statusCode).toBe(201);
    expect(offer).toMatchObject({ method: "PUT", key: expect.stringMatching(/^in\/acme\/[0-9a-f-]{36}-a b\.csv$/) });
    const tooLong = await fetch(offer.url, { method: "PUT", body: `${body}2\n`, headers: offer.headers });
    const otherType = await fetch(offer.url, { method: "PUT", body, headers: { "content-type": "text/html" } });
    const right = await fetch(offer.url, { method: "PUT", body, headers: offer.headers });
    expect([tooLong.status, otherType.status, right.status]).toEqual([403, 403, 200]);
    expect(await made.text(offer.key)).toBe(body);
  });

  it("tells what has become of a file", async () => {
    const { handlers, made } = await begin("uploads-status");
    const offer = JSON.parse((await handlers.upload(post({ name: "a.csv", bytes: 5, type: "text/csv" }))).body);
    const before = await handlers.upload(get(offer.id));
    const sent = await made.put(offer.key, "id\n1\n");

    await handlers.file(notificationOf(sent), { awsRequestId: "r" });

    const after = await handlers.upload(get(offer.id));
    expect(before.statusCode).toBe(404);
    expect(JSON.parse(after.body)).toMatchObject({ status: "completed", counts: { records: 1 } });
    const { runId } = JSON.parse(after.body);
    expect(JSON.parse((await handlers.upload(get(runId))).body)).toMatchObject({ runId, status: "completed" });
  });

  it.each([
    ["no JSON", "{", 400],
    ["no name", {}, 400],
    ["a name that leads elsewhere", { name: "../x.csv", bytes: 1, type: "text/csv" }, 400],
    ["a folder", { name: "a/", bytes: 1, type: "text/csv" }, 400],
    ["too many bytes", { name: "a.csv", bytes: 1_001, type: "text/csv" }, 400],
    ["bytes that are no number", { name: "a.csv", bytes: "1", type: "text/csv" }, 400],
    ["a size that is not told", { name: "a.csv", type: "text/csv" }, 400],
    ["another type", { name: "a.csv", bytes: 1, type: "text/html" }, 400],
  ])("refuses %s", async (_, body, status) => {
    const handlers = createHandlers(filesOf("refusals"), (await sharedOptions()).options);
    const event = { ...post({}), body: typeof body === "string" ? body : JSON.stringify(body) };

    expect((await handlers.upload(event)).statusCode).toBe(status);
  });

  let shared: ReturnType<typeof makeByHand> | undefined;
  const sharedOptions = () => {
    shared ??= makeByHand(cloud, filesOf("refusals"));
    return shared;
  };
});

describe("the sweep", () => {
  const context = { awsRequestId: "sweep" };

  it("reads a file whose event was lost, and no other", async () => {
    const { handlers, made } = await begin("sweep-lost", hourMs);
    const known = await made.put("in/known.csv", "id\n1\n");
    await handlers.file(notificationOf(known), { awsRequestId: "r" });
    await made.put("in/lost.csv", "id\n2\n");
    await made.put("elsewhere/other.csv", "id\n3\n");

    expect(await handlers.sweep({}, context)).toEqual({ seen: 2, started: 1, isPartial: false });
    expect(await handlers.sweep({}, context)).toEqual({ seen: 2, started: 0, isPartial: false });
    expect((await made.rows()).map(({ id }) => id).sort()).toEqual(["1", "2"]);
  });

  it("leaves alone what has just arrived and what the ledger may have forgotten", async () => {
    const young = await begin("sweep-young");
    await young.made.put("in/a.csv", "id\n1\n");
    const old = await begin("sweep-old", 11 * 24 * hourMs);
    await old.made.put("in/a.csv", "id\n1\n");

    expect(await young.handlers.sweep({}, context)).toMatchObject({ seen: 1, started: 0 });
    expect(await old.handlers.sweep({}, context)).toMatchObject({ seen: 1, started: 0 });
  });

  it("stops in time", async () => {
    const { handlers, made } = await begin("sweep-late", hourMs);
    await made.put("in/a.csv", "id\n1\n");

    const result = await handlers.sweep({}, { ...context, getRemainingTimeInMillis: () => 1_000 });

    expect(result).toEqual({ seen: 1, started: 0, isPartial: true });
  });
});
