import { gzipSync } from "node:zlib";
import {
  createHandlers,
  createTools,
  dryReprocess,
  findRuns,
  listRejects,
  type Run,
  replayRejects,
  reprocess,
} from "@millrace/handlers";
import { csv, definePipeline, json, ndjson, xml } from "@millrace/pipeline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { type HandMade, makeByHand, notificationOf } from "../../support/hand-made.ts";

/** The definition before and after somebody has put it right. */
const ordersOf = (name: string, max: number) =>
  definePipeline({
    name,
    source: {
      bucket: name,
      prefix: "in/",
      formats: { csv: csv(), ndjson: ndjson(), json: json({ path: "$.all[*]" }), xml: xml({ record: "o" }) },
    },
    schema: z.object({ id: z.string(), amount: z.coerce.number().max(max) }),
    parallel: { all: (row) => row },
    consolidate: ({ all }) => all,
    sinks: (to) => ({ table: to.singleTable({ pk: (row) => row.id, sk: () => "ORDER" }) }),
  });

const rows = Array.from({ length: 10 }, (_, index) => ({ id: `"${index}, ü\n"`, amount: index }));
const csvText = `id,amount\n${rows.map(({ id, amount }) => `"${id.replaceAll('"', '""')}",${amount}\n`).join("")}`;

const files: readonly (readonly [string, string | Buffer])[] = [
  ["csv", csvText],
  ["csv.gz", gzipSync(csvText)],
  ["utf16.csv", Buffer.from(`\ufeff${csvText}`, "utf16le")],
  ["ndjson", rows.map((row) => JSON.stringify(row)).join("\n")],
  ["json", JSON.stringify({ before: [1], all: rows, after: {} }, undefined, 1)],
  [
    "xml",
    `<?xml version="1.0"?><os>${rows.map(({ amount }) => `<o><id>${amount}</id><amount>${amount}</amount></o>`).join("")}</os>`,
  ],
];

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const begin = async (name: string) => {
  const made = await makeByHand(cloud, ordersOf(name, 6));
  const strict = createHandlers(ordersOf(name, 6), made.options);
  const right = createHandlers(ordersOf(name, 100), made.options);
  return { made, strict, right, tools: createTools(ordersOf(name, 100), made.options) };
};

const onlyRun = async (made: HandMade): Promise<Run> => {
  const [run] = await made.runs();
  if (run === undefined) throw new Error("expected a run");
  return run;
};

const all = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
};

describe("replayRejects", () => {
  it.each(files)("sends the rejected records of a file in %s again, as they are", async (extension, body) => {
    const { made, strict, right, tools } = await begin(`replay-${extension.replace(".", "-")}`);
    await strict.file(notificationOf(await made.put(`in/acme/a.${extension}`, body)), { awsRequestId: "r1" });
    const before = await onlyRun(made);

    const { key, records } = await replayRejects(tools, before.runId);

    expect(before).toMatchObject({ counts: { records: 10, rejected: 3 } });
    expect(key).toMatch(/^in\/acme\/replay-[0-9a-f]{8}-a\./);
    expect(records).toBe(3);
    const [result] = await right.file({ bucket: before.bucket, key }, { awsRequestId: "r2" });
    expect(result).toMatchObject({ outcome: "completed" });
    const stored = await made.rows();
    expect(stored.map(({ amount }) => Number(amount)).sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("refuses a run without rejects", async () => {
    const { made, right, tools } = await begin("replay-nothing");
    await right.file(notificationOf(await made.put("in/a.csv", csvText)), { awsRequestId: "r1" });

    await expect(replayRejects(tools, (await onlyRun(made)).runId)).rejects.toMatchObject({
      code: "nothing-to-replay",
    });
    await expect(replayRejects(tools, "none")).rejects.toMatchObject({ code: "nothing-to-replay" });
  });
});

describe("an operator", () => {
  it("lists the rejects of a run, and discards them", async () => {
    const { made, strict, tools } = await begin("rejects-list");
    await strict.file(notificationOf(await made.put("in/a.csv", csvText)), { awsRequestId: "r1" });
    const { runId } = await onlyRun(made);

    const rejects = await all(listRejects(tools, runId));
    await tools.ledger.discardRejects(runId);

    expect(rejects).toMatchObject([7, 8, 9].map((amount) => ({ ordinal: amount + 1, field: "amount" })));
    expect((await onlyRun(made)).rejectsDiscardedAt).toMatch(/^\d{4}-/);
  });

  it("finds runs by file, by status and by time", async () => {
    const { made, right, tools } = await begin("runs-found");
    for (const name of ["a", "b"]) {
      await right.file(notificationOf(await made.put(`in/${name}.csv`, csvText)), { awsRequestId: name });
    }

    expect(await all(findRuns(tools, { bucket: "runs-found", key: "in/a.csv" }))).toMatchObject([{ key: "in/a.csv" }]);
    expect(await all(findRuns(tools, { statuses: ["completed"] }))).toHaveLength(2);
    expect(await all(findRuns(tools, { statuses: ["failed"] }))).toEqual([]);
    expect(await all(findRuns(tools, { to: "2020-01-01" }))).toEqual([]);
    expect(await all(findRuns(tools, { from: "2020-01-01" }))).toHaveLength(2);
  });

  it("sees what reading a file again would do, and has it done", async () => {
    const { made, strict, right, tools } = await begin("read-again");
    await strict.file(notificationOf(await made.put("in/a.csv", csvText)), { awsRequestId: "r1" });
    const run = await onlyRun(made);

    const dry = await dryReprocess(tools, run);
    const hasRowsBefore = (await made.rows()).length;
    const [refused] = await right.file({ bucket: run.bucket, key: run.key }, { awsRequestId: "r2" });
    const isOpen = await tools.ledger.reopen(run.runId);
    const [again] = await right.file({ bucket: run.bucket, key: run.key }, { awsRequestId: "r3" });

    expect(dry).toMatchObject({ created: 3, updated: 0, unchanged: 7, counts: { rejected: 0 } });
    expect([hasRowsBefore, refused?.outcome, isOpen, again?.outcome]).toEqual([7, "duplicate", true, "completed"]);
    expect(await made.rows()).toHaveLength(10);
    expect(await dryReprocess(tools, run)).toMatchObject({ created: 0, updated: 0, unchanged: 10 });
  });

  it("sees how far a run has come, and cancels it", async () => {
    const { made, tools } = await begin("cancelled");
    const file = await made.put("in/a.csv", `id,amount\n${"1,1\n".repeat(400_000)}`);
    let now = 0;
    const seen: (Run | undefined)[] = [];
    const clock = { now: () => (now += 25_000), after: () => ({ cancel: () => undefined }) };
    const handlers = createHandlers(ordersOf("cancelled", 6), { ...made.options, clock });
    const running = handlers.file(notificationOf(file), { awsRequestId: "r1" });
    const cancelled = (async () => {
      while (seen.at(-1)?.progress === undefined) seen.push((await made.runs())[0]);
      return tools.ledger.cancel(seen.at(-1)?.runId ?? "");
    })();

    await expect(running).rejects.toMatchObject({ code: "lease-lost" });

    expect(await cancelled).toBe(true);
    expect(seen.at(-1)?.progress).toMatchObject({ step: "checking", records: expect.any(Number) });
    expect(await made.runs()).toMatchObject([{ status: "failed", reason: { code: "cancelled" } }]);
    expect(await made.rows()).toEqual([]);
    expect(await tools.ledger.cancel(seen.at(-1)?.runId ?? "")).toBe(false);
    expect(await handlers.file(notificationOf(file), { awsRequestId: "r1" })).toMatchObject([{ outcome: "duplicate" }]);
  });

  it("cannot have a run read again that has not ended, or is none", async () => {
    const { tools, made, right } = await begin("still-running");
    await right.file(notificationOf(await made.put("in/a.csv", csvText)), { awsRequestId: "r1" });
    const run = await onlyRun(made);
    const file = { ...run, versionId: undefined, sequencer: "f".repeat(32) };
    await tools.ledger.reopen(run.runId);
    await tools.ledger.claim(file, "somebody");

    expect(await reprocess(tools, run)).toBe(false);
    expect(await tools.ledger.reopen("0".repeat(32))).toBe(false);
  });
});
