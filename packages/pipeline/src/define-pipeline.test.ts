import { describe, expect, it } from "vitest";
import { csv } from "./csv/csv.ts";
import { definePipeline } from "./define-pipeline.ts";
import type { To } from "./sinks/to.ts";
import type { StandardSchema } from "./standard-schema.ts";

const anything: StandardSchema<unknown, { readonly id: string }> = {
  "~standard": { version: 1, vendor: "test", validate: (value) => ({ value: value as { readonly id: string } }) },
};

type Any = To<{ readonly id: string }>;
const table = { table: "t", key: ["id"] } as const;
const source = { bucket: "b", prefix: "in/", formats: { csv: csv() } };

/** The definition with some members changed to what the compiler would not let pass, or does not check. */
const define = (change: object) =>
  definePipeline({
    name: "people",
    source: { bucket: "b", prefix: "in/", formats: { csv: csv() } },
    schema: anything,
    parallel: { all: (row) => row },
    consolidate: ({ all }) => all,
    sinks: (to) => ({ table: to.singleTable({ pk: (row) => row.id, sk: () => "s" }) }),
    ...change,
  });

describe("definePipeline", () => {
  it("fills in what was left to it", () => {
    expect(define({})).toMatchObject({
      pii: [],
      quarantine: { maxErrors: Number.POSITIVE_INFINITY, maxErrorRate: 1, onExceed: "fail-file" },
      rejects: { prefix: "rejects/", raw: "masked" },
      source: { events: "notification", upload: undefined },
      contract: { columns: "evolve", types: "quarantine" },
      run: { mode: "auto", largeFileBytes: 67_108_864, chunkBytes: 33_554_432, concurrency: 8 },
      needs: { hashKey: false, vault: false, database: false, topic: false, upload: false, workflow: true },
    });
  });

  it("says what the pipeline needs beside its functions", () => {
    const { needs } = define({
      source: { bucket: "b", prefix: "in/", formats: { csv: csv() }, upload: {} },
      pii: ["id"],
      protect: { vault: true },
      notify: { failed: ["alarm"] },
      run: { mode: "function" },
      sinks: (to: To<{ id: string }>) => ({ sql: to.postgres({ table: "t", key: ["id"] }) }),
    });

    expect(needs).toEqual({
      hashKey: true,
      vault: true,
      database: true,
      topic: true,
      upload: true,
      workflow: false,
    });
  });

  it.each([
    ["a name that AWS would not take", { name: "My Pipeline" }],
    ["rejects that would start the pipeline again", { rejects: { prefix: "in/rejects/" } }],
    ["a rate that is none", { quarantine: { maxErrorRate: 5 } }],
    ["less than no errors", { quarantine: { maxErrors: -1 } }],
    ["no formats", { source: { bucket: "b", prefix: "in/", formats: {} } }],
    ["no branches", { parallel: {} }],
    ["no sinks", { sinks: () => ({}) }],
    [
      "rows that would start the pipeline again",
      { sinks: (to: Any) => ({ o: to.objects({ prefix: "in/o/", format: "csv" }) }) },
    ],
    ["a table of two sinks", { sinks: (to: Any) => ({ a: to.postgres(table), b: to.postgres(table) }) }],
    ["a table without a key", { sinks: (to: Any) => ({ a: to.postgres({ ...table, key: [] }) }) }],
    ["a table that SQL would not take", { sinks: (to: Any) => ({ a: to.postgres({ ...table, table: "Or-ders" }) }) }],
    ["pieces of no size", { run: { chunkBytes: 0 } }],
    ["an upload that has ended before it begins", { source: { ...source, upload: { expiresSeconds: -1 } } }],
  ])("refuses %s", (_, change) => {
    expect(() => define(change)).toThrow(expect.objectContaining({ code: "definition-error" }));
  });
});
