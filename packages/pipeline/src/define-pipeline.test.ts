import { describe, expect, it } from "vitest";
import { csv } from "./csv/csv.ts";
import { definePipeline } from "./define-pipeline.ts";
import type { StandardSchema } from "./standard-schema.ts";

const anything: StandardSchema<unknown, { readonly id: string }> = {
  "~standard": { version: 1, vendor: "test", validate: (value) => ({ value: value as { readonly id: string } }) },
};

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
  ])("refuses %s", (_, change) => {
    expect(() => define(change)).toThrow(expect.objectContaining({ code: "definition-error" }));
  });
});
