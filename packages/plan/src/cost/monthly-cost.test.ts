import { csv, definePipeline } from "@millrace/pipeline";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { planPipeline } from "../plan-pipeline.ts";
import { fileCost, wayOf } from "./file-cost.ts";
import { monthlyCost } from "./monthly-cost.ts";

const schema = z.object({ id: z.string(), name: z.string() });
const define = (mode: "auto" | "function" | "workflow", indexes: readonly string[] = []) =>
  definePipeline({
    name: "people",
    source: { bucket: "people-files", prefix: "incoming/", formats: { ".csv": csv() } },
    schema,
    parallel: { row: (row) => row },
    consolidate: ({ row }) => row,
    sinks: (to) => ({
      table: to.singleTable({
        pk: (row) => row.id,
        sk: () => "row",
        gsi: Object.fromEntries(indexes.map((name) => [name, { pk: (row) => row.name, sk: (row) => row.id }])),
      }),
    }),
    run: { mode },
  });
const usd = (lines: readonly { readonly service: string; readonly usd: number }[], service: string) =>
  lines.find((line) => line.service === service)?.usd ?? 0;

describe("what a file costs", () => {
  it("is paid per write unit: one for each started kilobyte of an item and of each of its indexes", () => {
    const load = { bytes: 1_500_000, records: 1000 };
    const plain = usd(fileCost(define("function"), load).lines, "Amazon DynamoDB");
    const indexed = usd(fileCost(define("function", ["byName", "byDay"]), load).lines, "Amazon DynamoDB");

    expect(plain).toBeCloseTo((2008 * 0.625) / 1e6 + 0.0015 * 0.25, 8);
    expect(indexed).toBeCloseTo((6008 * 0.625) / 1e6 + 3 * 0.0015 * 0.25, 8);
  });

  it("takes the workflow where the definition says so, and large files of its own accord", () => {
    const large = { bytes: 100 * 1024 * 1024, records: 1 };
    const small = { bytes: 1000, records: 1 };

    expect(wayOf(define("auto"), large)).toBe("workflow");
    expect(wayOf(define("auto"), small)).toBe("function");
    expect(wayOf(define("function"), large)).toBe("function");
    expect(usd(fileCost(define("auto"), small).lines, "AWS Step Functions")).toBe(0);
    // Four chunks of 32 MiB: eight states outside of them, and for each a branch, a parallel, and storing.
    expect(usd(fileCost(define("auto"), large).lines, "AWS Step Functions")).toBeCloseTo(32 * 0.000025, 8);
  });

  it("grows with the file and its functions' time", () => {
    const lambda = (bytes: number) => usd(fileCost(define("function"), { bytes, records: 0 }).lines, "AWS Lambda");

    expect(lambda(2e9) / lambda(1e9)).toBeCloseTo(2, 1);
    expect(lambda(0)).toBeGreaterThan(0);
  });
});

describe("what a month costs", () => {
  it("is what its files cost and what stands there without any", () => {
    const pipeline = define("function");
    const plan = planPipeline(pipeline);
    const empty = monthlyCost(pipeline, plan, { files: 0, bytes: 1000, records: 10 });
    const busy = monthlyCost(pipeline, plan, { files: 1000, bytes: 1000, records: 10 });

    const alarms = plan.parts.filter(({ kind }) => kind === "alarm").length;
    expect(empty.lines).toEqual([
      { service: "Amazon CloudWatch", usd: alarms * 0.1 + 3, why: `${alarms} alarms, 1 dashboard` },
    ]);
    expect(busy.usd - empty.usd).toBeCloseTo(1000 * fileCost(pipeline, { bytes: 1000, records: 10 }).usd, 8);
    expect(busy.usd).toBeCloseTo(
      busy.lines.reduce((sum, line) => sum + line.usd, 0),
      8,
    );
  });
});
