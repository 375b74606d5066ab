import { gzipSync } from "node:zlib";
import { S3Client } from "@aws-sdk/client-s3";
import { createHandlers } from "@millrace/handlers";
import { csv, definePipeline, hash, json, ndjson, type Quarantine, xml } from "@millrace/pipeline";
import { fileCost, type Way } from "@millrace/plan";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { clientConfig, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { driveWorkflow } from "../../support/drive-workflow.ts";
import { makeByHand } from "../../support/hand-made.ts";

const peopleOf = (name: string, quarantine: Quarantine = {}) =>
  definePipeline({
    name,
    source: {
      bucket: name,
      prefix: "in/",
      formats: { csv: csv(), json: json({ path: "$.people[*]" }), ndjson: ndjson(), xml: xml({ record: "person" }) },
    },
    schema: z.object({ id: z.string(), email: z.email(), amount: z.coerce.number() }),
    pii: ["email"],
    quarantine,
    parallel: {
      safe: (row, context) => context.anonymise(row, { email: hash({ joinable: true }) }),
      priced: async ({ id, amount }, context) => {
        if (amount < 0) context.reject("negative", `Person ${id} owes us`, "amount");
        return { twice: BigInt(amount) * 2n, at: new Date(amount) };
      },
    },
    consolidate: ({ safe, priced }, context) => {
      if (safe.id === "late") return context.reject("too-late", "nobody wants it");
      return { ...safe, twice: Number(priced.twice), at: priced.at.toISOString() };
    },
    sinks: (to) => ({ table: to.singleTable({ pk: (row) => row.id, sk: () => "PERSON", on: "insert-once" }) }),
    run: { chunkBytes: 2_000 },
  });

interface Row {
  readonly id: string;
  readonly email: string;
  readonly amount: number;
}

const rows: readonly Row[] = Array.from({ length: 300 }, (_, index) => ({
  id: index === 250 ? "late" : String(index),
  email: index % 50 === 7 ? "nobody" : `p${index}@example.com`,
  amount: index % 60 === 3 ? -1 : index,
}));
const rejectedCount = rows.filter(({ id, email, amount }) => email === "nobody" || amount < 0 || id === "late").length;

const csvOf = (all: readonly Row[]): string =>
  ["id,email,amount", ...all.map(({ id, email, amount }) => `${id},${email},${amount}`), ""].join("\n");

const files: readonly (readonly [string, string | Buffer])[] = [
  ["CSV", csvOf(rows)],
  ["gzipped CSV", gzipSync(csvOf(rows))],
  ["JSON", JSON.stringify({ people: rows })],
  ["NDJSON", rows.map((row) => JSON.stringify(row)).join("\n")],
  [
    "XML",
    `<people>${rows.map(({ id, email, amount }) => `<person><id>${id}</id><email>${email}</email><amount>${amount}</amount></person>`).join("\n")}</people>`,
  ],
];

/** As the Catch of the state `Plan` puts it. */
const planFailed = {
  function: "arn:aws:lambda:eu-west-1:000000000000:function:people-plan",
  error: { Error: "Error", Cause: JSON.stringify({ errorType: "Error", errorMessage: "S3 is down" }) },
};

describe("the workflow's functions", () => {
  let cloud: TestCloud;
  beforeAll(async () => {
    cloud = await startTestCloud();
  });
  afterAll(() => cloud.stop());

  const begin = async (name: string, quarantine?: Quarantine) => {
    const pipeline = peopleOf(name, quarantine);
    const made = await makeByHand(cloud, pipeline);
    return { pipeline, made, handlers: createHandlers(pipeline, made.options), branches: ["safe", "priced"] };
  };

  it.each(files)("store of %s in pieces what one function stores of it as a whole", async (format, body) => {
    const name = `flow-${format.toLowerCase().replace(/\W/g, "")}`;
    const { made, handlers, branches } = await begin(name);
    const file = await made.put("in/people", body);

    const result = await driveWorkflow(handlers, { file, branches, made });

    expect(result).toMatchObject({
      status: "completed",
      counts: { records: 300, rejected: rejectedCount, stored: 300 - rejectedCount },
    });
    const inPieces = await made.rows();
    const whole = await begin(`${name}-whole`);
    const copy = await whole.made.put("in/people", body);
    await whole.handlers.file({ ...copy }, { awsRequestId: "r" });
    const withoutRun = (items: readonly Readonly<Record<string, string>>[]) =>
      items.map(({ _run: _, ...item }) => item).sort((a, b) => Number(a["_record"]) - Number(b["_record"]));
    expect(withoutRun(inPieces)).toEqual(withoutRun(await whole.made.rows()));
  });

  it("estimate what the file has cost, in their way and in that of one function", async () => {
    const { pipeline, made, handlers, branches } = await begin("flow-cost");
    const file = await made.put("in/people.csv", csvOf(rows));
    const load = { bytes: file.size, records: 300, rejected: rejectedCount };
    const costOf = (way: Way) => Number(fileCost(pipeline, load, { way }).usd.toPrecision(3));

    expect(await driveWorkflow(handlers, { file, branches, made })).toMatchObject({
      estimatedCost: costOf("workflow"),
    });

    const whole = await begin("flow-cost-whole");
    await whole.handlers.file({ ...(await whole.made.put("in/people.csv", csvOf(rows))) }, { awsRequestId: "r" });

    expect(await whole.made.runs()).toMatchObject([{ estimatedCost: costOf("function") }]);
    expect(costOf("workflow")).toBeGreaterThan(costOf("function"));
  });

  it("put the rejects together, each once, with their places and nothing personal", async () => {
    const { made, handlers, branches } = await begin("flow-rejects");
    const file = await made.put("in/people.csv", csvOf(rows));

    const result = await driveWorkflow(handlers, { file, branches, made });

    const rejects = result === "duplicate" ? undefined : result.rejects;
    const lines = (await made.text(rejects?.ndjson ?? ""))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map(({ ordinal }) => ordinal)).toEqual(
      [...new Set(lines.map(({ ordinal }) => ordinal))].sort((a, b) => a - b),
    );
    expect(lines).toHaveLength(rejectedCount);
    expect(lines.find(({ code }) => code === "too-late")).toMatchObject({
      line: 252,
      raw: "late,x000@xxxxxxx.xxx,250",
    });
    expect(lines.find(({ code }) => code === "negative")).toMatchObject({ ordinal: 4, line: 5, field: "amount" });
    expect(JSON.stringify(lines)).not.toContain("@example.com");
  });

  it("publish nothing of a file with too many rejects", async () => {
    const { made, handlers, branches } = await begin("flow-quarantine", { maxErrors: 3 });
    const file = await made.put("in/people.csv", csvOf(rows));

    const result = await driveWorkflow(handlers, { file, branches, made });

    expect(result).toMatchObject({ status: "failed", reason: { code: "too-many-errors" }, counts: { stored: 0 } });
    expect(await made.rows()).toEqual([]);
    expect(result).toMatchObject({ rejects: { csv: expect.any(String) } });
  });

  it("count what consolidate or a sink alone refuses, where there is but one branch", async () => {
    const pipeline = definePipeline({
      name: "flow-one-branch",
      source: { bucket: "flow-one-branch", prefix: "in/", formats: { csv: csv() } },
      schema: z.object({ id: z.string(), key: z.string().optional() }),
      quarantine: { maxErrors: 1 },
      parallel: { all: (row) => row },
      consolidate: ({ all }, context) => (all.id === "2" ? context.reject("unwanted", "nobody wants it", "id") : all),
      sinks: (to) => ({ rows: to.singleTable({ pk: (row) => row.key ?? "", sk: () => "ROW" }) }),
    });
    const made = await makeByHand(cloud, pipeline);
    const handlers = createHandlers(pipeline, made.options);
    const file = await made.put("in/rows.csv", "id,key\n1,a\n2,b\n3,\n4,d\n");

    const result = await driveWorkflow(handlers, { file, branches: ["all"], made });

    expect(result).toMatchObject({ status: "failed", reason: { code: "too-many-errors" }, counts: { rejected: 2 } });
    expect(await made.rows()).toEqual([]);
  });

  it("count what consolidate alone refuses before anything is stored, where there are several branches", async () => {
    const pipelineWith = (name: string, maxErrors: number) =>
      definePipeline({
        name,
        source: { bucket: name, prefix: "in/", formats: { csv: csv() } },
        schema: z.object({ id: z.string() }),
        quarantine: { maxErrors },
        parallel: {
          all: (row) => row,
          other: ({ id }, context) => (id === "3" ? context.reject("unwanted", "not this", "id") : 1),
        },
        consolidate: ({ all }, context) => (all.id === "2" ? context.reject("unwanted", "nor this", "id") : all),
        sinks: (to) => ({ rows: to.singleTable({ pk: (row) => row.id, sk: () => "ROW" }) }),
        run: { chunkBytes: 4 },
      });
    const read = async (name: string, maxErrors: number) => {
      const pipeline = pipelineWith(name, maxErrors);
      const made = await makeByHand(cloud, pipeline);
      const handlers = createHandlers(pipeline, made.options);
      const file = await made.put("in/rows.csv", "id\n1\n2\n3\n4\n");
      const run = await driveWorkflow(handlers, { file, branches: ["all", "other"], made });
      return { run, made };
    };

    const strict = await read("flow-late-strict", 1);
    const lenient = await read("flow-late-lenient", 2);

    expect(strict.run).toMatchObject({
      status: "failed",
      reason: { code: "too-many-errors", message: "2 of 4 records were rejected: expected at most 1" },
      counts: { records: 4, rejected: 2, stored: 0 },
    });
    expect(await strict.made.rows()).toEqual([]);
    const rejects = strict.run === "duplicate" ? undefined : strict.run.rejects;
    expect(await strict.made.text(rejects?.ndjson ?? "")).toMatch(/"nor this"[\s\S]*"not this"/);
    expect(lenient.run).toMatchObject({ status: "completed", counts: { records: 4, rejected: 2, stored: 2 } });
  });

  it("end a file that cannot be read with the reason", async () => {
    const { made, handlers, branches } = await begin("flow-unreadable");
    const file = await made.put("in/people.json", '{"people":[{"id":');

    const result = await driveWorkflow(handlers, { file, branches, made });

    expect(result).toMatchObject({ status: "failed", reason: { code: "format-error" } });
  });

  it("leave a run whose plan fails for whoever comes next", async () => {
    const { made, handlers, branches, pipeline } = await begin("flow-unplanned");
    const file = await made.put("in/people.csv", csvOf(rows));
    const s3 = new S3Client(clientConfig(cloud.cloud.endpoint));
    s3.middlewareStack.add(() => () => Promise.reject(new Error("S3 is down")), { step: "finalizeRequest" });
    const broken = createHandlers(pipeline, { ...made.options, s3 });
    const given = { file, execution: "one" };
    await expect(broken.plan(given, { awsRequestId: "r" })).rejects.toThrow("S3 is down");

    await handlers.finish({ given, ...planFailed });
    const [told] = await made.runs();
    const result = await driveWorkflow(handlers, { file, branches, made });

    const message = "Function people-plan failed: Error: S3 is down";
    expect(told).toMatchObject({ status: "failed", reason: { code: "interrupted", message } });
    expect(result).toMatchObject({ status: "completed" });
  });

  it("tell of a plan that failed before the ledger knew of the run", async () => {
    const { made, handlers, branches } = await begin("flow-unclaimed");
    const { bucket, key } = await made.put("in/people.csv", csvOf(rows));

    await handlers.finish({ given: { bucket, key }, ...planFailed });
    const [told] = await made.runs();
    const result = await driveWorkflow(handlers, { file: await made.put(key, csvOf(rows)), branches, made });

    expect(told).toMatchObject({ status: "failed", key, reason: { message: expect.stringContaining("S3 is down") } });
    expect(result).toMatchObject({ status: "completed" });
  });

  it("leave a run alone that another execution works on, when their own plan fails", async () => {
    const { made, handlers } = await begin("flow-other");
    const file = await made.put("in/people.csv", csvOf(rows));
    await handlers.plan({ file, execution: "one" }, { awsRequestId: "r" });

    const left = await handlers.finish({ given: { file, execution: "two" }, ...planFailed });

    expect(left).toMatchObject({ status: "running" });
    expect(await made.runs()).toMatchObject([{ status: "running" }]);
  });

  it("tell which function failed on which piece with what, and not only that one did", async () => {
    const { made, handlers } = await begin("flow-failing");
    const file = await made.put("in/people.csv", csvOf(rows));
    const { runId } = await handlers.plan({ file, execution: "one" }, { awsRequestId: "r" });
    const failedOn = (index: number, errorMessage: string) => ({
      ...{ runId, file, chunk: { index, start: 0, end: 1, firstOrdinal: 1, firstLine: 1, records: 1 } },
      function: "arn:aws:lambda:eu-west-1:000000000000:function:people-consolidate",
      error: { Error: "Sandbox.Timedout", Cause: JSON.stringify({ errorType: "Sandbox.Timedout", errorMessage }) },
    });

    await handlers.finish(failedOn(3, "Task timed out after 5.00 seconds"));
    await handlers.finish(failedOn(4, "came later"));
    const whileOthersWork = await made.runs();
    const ended = await handlers.finish({ runId, file, error: { Error: "States.ExceedToleratedFailureThreshold" } });

    expect(whileOthersWork).toMatchObject([{ status: "running" }]);
    const message =
      "Function people-consolidate failed on piece 3 of the file: Sandbox.Timedout: Task timed out after 5.00 seconds";
    expect(ended).toMatchObject({ status: "failed", reason: { code: "interrupted", message } });
    expect(await made.runs()).toMatchObject([{ status: "failed", reason: { message } }]);
  });

  it("forget what failed when the file is read again", async () => {
    const { made, handlers, branches } = await begin("flow-failed-once");
    const file = await made.put("in/people.csv", csvOf(rows));
    const { runId } = await handlers.plan({ file, execution: "one" }, { awsRequestId: "r" });
    const error = { Error: "Error", Cause: '{"errorMessage":"for once"}' };
    await handlers.finish({
      runId,
      file,
      error,
      chunk: { index: 0, start: 0, end: 1, firstOrdinal: 1, firstLine: 1, records: 1 },
    });
    await handlers.finish({ runId, file, error });

    const result = await driveWorkflow(handlers, { file, branches, made });

    expect(result).toMatchObject({ status: "completed" });
    expect((await made.runs())[0]).not.toHaveProperty("failure");
  });

  it("do everything once when each of them fails and is tried again", async () => {
    const { made, handlers, branches } = await begin("flow-disturbed");
    const file = await made.put("in/people.csv", csvOf(rows));
    const seen = new Map<string, number>();

    const result = await driveWorkflow(handlers, { file, branches, made }, async (state) => {
      const times = (seen.get(state) ?? 0) + 1;
      seen.set(state, times);
      if (times % 5 === 1) throw new Error(`killed ${state}`);
    });

    expect(result).toMatchObject({ status: "completed", counts: { stored: 300 - rejectedCount, existing: 0 } });
    expect(await made.rows()).toHaveLength(300 - rejectedCount);
  });

  it("reject a key that another piece of the file has had, and tell how the file departs from the contract", async () => {
    const pipeline = definePipeline({
      name: "flow-keys",
      source: { bucket: "flow-keys", prefix: "in/", formats: { csv: csv() } },
      schema: z.object({ id: z.string(), amount: z.coerce.number() }),
      key: ["id"],
      checks: { trailer: { is: ({ id }) => id === "TOTAL", records: "amount" } },
      parallel: { all: (row) => row, other: () => 1 },
      consolidate: ({ all }) => all,
      sinks: (to) => ({ table: to.singleTable({ pk: (row) => row.id, sk: () => "ROW" }) }),
      run: { chunkBytes: 500 },
    });
    const made = await makeByHand(cloud, pipeline);
    const handlers = createHandlers(pipeline, made.options);
    const records = Array.from({ length: 400 }, (_, index) => `${index % 380},${index},x`);
    const file = await made.put("in/a.csv", ["id,amount,color", ...records, "TOTAL,400,", ""].join("\n"));

    const result = await driveWorkflow(handlers, { file, branches: ["all", "other"], made });

    expect(result).toMatchObject({
      status: "completed",
      counts: { records: 400, accepted: 380, rejected: 20, stored: 380 },
      drift: { added: ["color"], missing: [] },
    });
    const rejects = result === "duplicate" ? undefined : result.rejects;
    const lines = (await made.text(rejects?.ndjson ?? ""))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map(({ ordinal }) => ordinal)).toEqual(Array.from({ length: 20 }, (_, index) => 381 + index));
    expect(lines[0]).toMatchObject({ code: "primary-key", raw: "0,380,x", line: 382 });
    const stored = await made.rows();
    expect(stored.find(({ id }) => id === "0")).toMatchObject({ amount: "0" });
  });

  it("see that a file has been read before", async () => {
    const { made, handlers, branches } = await begin("flow-again");
    const file = await made.put("in/people.csv", csvOf(rows));
    await driveWorkflow(handlers, { file, branches, made });

    expect(await driveWorkflow(handlers, { file, branches, made })).toBe("duplicate");
  });
});
