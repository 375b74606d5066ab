import { describe, expect, it } from "vitest";
import { z } from "zod";
import { csv } from "../csv/csv.ts";
import { definePipeline } from "../define-pipeline.ts";
import type { FileChecks } from "../definition/file-checks.ts";
import type { Contract } from "../definition/settings.ts";
import { ndjson } from "../json/ndjson.ts";
import type { OutcomeBatch } from "../run/outcome.ts";
import { runPipeline } from "../run/run-pipeline.ts";

const schema = z.looseObject({ id: z.string(), amount: z.number(), note: z.string().optional() });
type Order = z.infer<typeof schema>;

async function run(text: string, rules: { contract?: Contract; key?: ["id"]; checks?: FileChecks<Order> } = {}) {
  const pipeline = definePipeline({
    name: "orders",
    source: {
      bucket: "b",
      prefix: "in/",
      formats: { ndjson: ndjson({ fields: { id: ["head.id", "id"] } }), csv: csv() },
    },
    schema: text.startsWith("{") ? schema : (schema.extend({ amount: z.coerce.number() }) as unknown as typeof schema),
    ...rules,
    parallel: { all: (row) => row },
    consolidate: ({ all }) => all,
    sinks: (to) => ({ rows: to.objects({ prefix: "out/", format: "ndjson" }) }),
  });
  const batches: OutcomeBatch[] = [];
  const bytes = (async function* () {
    yield Buffer.from(text);
  })();
  let error: unknown;
  try {
    for await (const batch of runPipeline(pipeline, bytes, { name: "f" })) batches.push(batch);
  } catch (thrown) {
    error = thrown;
  }
  const outcomes = batches.flatMap((batch) => batch.outcomes);
  const rows = outcomes.flatMap((outcome) => (outcome.kind === "accepted" ? [outcome.items["rows"]] : []));
  const rejects = outcomes.flatMap((outcome) => (outcome.kind === "rejected" ? [outcome] : []));
  return { rows, rejects, error, last: batches.at(-1) };
}

const line = (record: object): string => `${JSON.stringify(record)}\n`;

describe("the contract", () => {
  const extra = line({ head: { id: "1" }, amount: 1, color: "red" }) + line({ id: "2", amount: 2 });

  it("lets fields that it does not know pass, and tells of them", async () => {
    const { rows, last } = await run(extra);

    expect(rows).toMatchObject([{ id: "1", color: "red" }, { id: "2" }]);
    expect(last?.drift).toEqual({ added: ["color"], missing: ["note"], retyped: {} });
  });

  it("leaves them out where it discards", async () => {
    const { rows } = await run(extra, { contract: { columns: "discard" } });

    expect(rows[0]).not.toHaveProperty("color");
  });

  it("rejects their records where it quarantines", async () => {
    const { rows, rejects } = await run(extra, { contract: { columns: "quarantine" } });

    expect(rows).toHaveLength(1);
    expect(rejects).toMatchObject([{ code: "extra-field", field: "color", ordinal: 1 }]);
  });

  it("fails the file where it is frozen", async () => {
    const { error } = await run(extra, { contract: { columns: "freeze" } });

    expect(error).toMatchObject({ code: "contract-broken", data: { line: 1 } });
  });

  it("tells names that could be values by their shape", async () => {
    const { last } = await run(line({ id: "1", amount: 1, "ann@example.com": 1, "4711": 2 }));

    expect(last?.drift.added).toEqual(["0000", "xxx@xxxxxxx.xxx"]);
  });

  const retyped = line({ id: "1", amount: "many" }) + line({ id: "2", amount: 2, note: 5 });

  it("rejects values of another type", async () => {
    const { rejects, last } = await run(retyped);

    expect(rejects.map(({ code }) => code)).toEqual(["type-error", "type-error"]);
    expect(last?.drift.retyped).toEqual({ amount: 1, note: 1 });
  });

  it.each([
    ["discard", { id: "2", amount: 2 }],
    ["evolve", { id: "2", amount: 2, note: 5 }],
  ] as const)(
    "takes the record without, or with, such a value where types %s, unless it is needed",
    async (types, row) => {
      const { rows, rejects } = await run(retyped, { contract: { types } });

      expect(rows).toEqual([row]);
      expect(rejects).toMatchObject([{ ordinal: 1, field: "amount" }]);
    },
  );

  it("fails the file at such a value where types are frozen", async () => {
    expect((await run(retyped, { contract: { types: "freeze" } })).error).toMatchObject({ code: "contract-broken" });
  });
});

describe("the checks of a file", () => {
  it("reject records whose key was there before", async () => {
    const text = [
      { id: "1", amount: 1 },
      { id: "2", amount: 1 },
      { id: "1", amount: 9 },
    ]
      .map(line)
      .join("");

    const { rows, rejects } = await run(text, { key: ["id"] });

    expect(rows).toHaveLength(2);
    expect(rejects).toMatchObject([{ code: "primary-key", field: "id", ordinal: 3 }]);
  });

  it("reject records that are alike in fields that must differ", async () => {
    const text = [
      { id: "1", amount: 1 },
      { id: "2", amount: 1 },
    ]
      .map(line)
      .join("");

    expect((await run(text, { checks: { unique: [["amount"]] } })).rejects).toMatchObject([{ code: "unique-error" }]);
  });

  const trailer = {
    is: ({ id }: Readonly<Record<string, unknown>>) => id === "T",
    records: "note",
    sums: { amount: "amount" },
  };
  const withTrailer = (count: string, sum: string): string =>
    `id,amount,note\n1,0.1,\n2,0.2,\n3,x,\nT,${sum},${count}\n`;

  it("take a trailer that is right for none of the records", async () => {
    const { rows, error, last } = await run(withTrailer("3", "0.30"), { checks: { trailer } });

    expect(error).toBeUndefined();
    expect(rows).toHaveLength(2);
    expect(last?.counts).toMatchObject({ records: 3, rejected: 1 });
  });

  it.each([
    ["a wrong count", withTrailer("4", "0.3"), /"note" is 4: the records say 3/],
    ["a wrong sum", withTrailer("3", "0.31"), /"amount" is 0.31: the records say 0.3/],
    ["no number", withTrailer("", "0.3"), /"note" is nothing/],
    ["no trailer", "id,amount,note\n1,1,\n", /0 trailers/],
    ["two trailers", `${withTrailer("3", "0.3")}T,1,1\n`, /2 trailers/],
  ])("fail a file with %s", async (_, text, message) => {
    const { error } = await run(text, { checks: { trailer } });

    expect(error).toMatchObject({ code: "check-failed", message: expect.stringMatching(message) });
  });

  it.each([
    [{ min: 3 }, true],
    [{ max: 1 }, true],
    [{ min: 2, max: 2 }, false],
  ])("hold the number of records against %j", async (records, fails) => {
    const { error } = await run("id,amount\n1,1\n2,x\n", { checks: { records } });

    expect(error === undefined).toBe(!fails);
  });
});
