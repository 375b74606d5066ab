import { createReadStream } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Outcome, PipelineError, runPipeline } from "@millrace/pipeline";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import orders from "../../examples/orders/pipeline.ts";

const sample = (name: string): string =>
  fileURLToPath(new URL(`../../examples/orders/samples/${name}`, import.meta.url));

async function outcomesOf(name: string): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const options = { name: `incoming/partner/${name}`, hashKey: "key" };
  for await (const batch of runPipeline(orders, createReadStream(sample(name)), options))
    outcomes.push(...batch.outcomes);
  return outcomes;
}

describe("the samples of examples/orders", () => {
  it.each([
    [
      "orders.csv",
      14,
      ["type-error", "constraint-error", "missing-cell", "extra-cell", "total-mismatch", "stray-quote"],
    ],
    ["partner-b.json", 9, ["constraint-error", "constraint-error", "constraint-error"]],
    ["partner-c.xml", 8, ["constraint-error", "type-error"]],
    ["partner-d.csv", 7, ["constraint-error"]],
  ])("%s gives %i rows of one shape, and rejects with reasons", async (name, rows, codes) => {
    const outcomes = await outcomesOf(name);

    const items = outcomes.flatMap((outcome) => (outcome.kind === "accepted" ? [outcome.items["orders"] ?? {}] : []));
    expect(items).toHaveLength(rows);
    expect(outcomes.flatMap((outcome) => (outcome.kind === "rejected" ? [outcome.code] : []))).toEqual(codes);
    for (const item of items) {
      expect(item).toEqual({
        PK: `ORDER#${item["orderId"]}`,
        SK: "ORDER",
        byDayPK: expect.stringMatching(/^2026-11-\d\d$/),
        byDaySK: item["orderId"],
        orderId: expect.stringMatching(/^ORD-\d{6}$/),
        channel: expect.any(String),
        orderedAt: expect.any(String),
        email: expect.stringMatching(/^[\w-]{43}$/),
        phone: expect.stringMatching(/^\+\*+\d\d$/),
        sku: expect.stringMatching(/^SKU-\d{5}$/),
        quantity: expect.any(Number),
        unitPrice: expect.any(Number),
        total: expect.any(Number),
        currency: expect.any(String),
        isLarge: expect.any(Boolean),
        partner: "partner",
        line: expect.any(Number),
      });
    }
  });

  it("show nothing personal in what is rejected", async () => {
    const names = ["orders.csv", "partner-b.json", "partner-c.xml", "partner-d.csv"];
    const outcomes = (await Promise.all(names.map(outcomesOf))).flat();

    const rejects = JSON.stringify(outcomes.filter((outcome) => outcome.kind === "rejected"));

    expect(rejects).not.toMatch(/example\.com|Novák|Müller|García|\+49[1-9]/);
  });

  it("have one that cannot be read, which says so", async () => {
    await expect(outcomesOf("unreadable.csv")).rejects.toThrow(PipelineError);
    await expect(outcomesOf("unreadable.csv")).rejects.toThrow("it is a PNG image");
  });

  it("are read by functions that fit into one file", async () => {
    const { outputFiles } = await build({
      stdin: {
        contents:
          'import { createHandlers } from "@millrace/handlers"; import pipeline from "./pipeline.ts"; module.exports = createHandlers(pipeline);',
        resolveDir: fileURLToPath(new URL("../../examples/orders", import.meta.url)),
      },
      bundle: true,
      platform: "node",
      target: "node20",
      format: "cjs",
      minify: true,
      write: false,
      logLevel: "silent",
    });

    expect(outputFiles).toHaveLength(1);
    expect(outputFiles[0]?.contents.length).toBeLessThan(2_000_000);
  });
});
