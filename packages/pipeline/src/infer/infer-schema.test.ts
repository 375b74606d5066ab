import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { inferSchema } from "./infer-schema.ts";

const infer = (content: string | Buffer, name = "file") =>
  inferSchema(
    (async function* () {
      yield Buffer.from(content);
    })(),
    name,
  );

const rows = Array.from({ length: 20 }, (_, index) => ({
  id: `A${index}`,
  day: `2026-01-${String(index + 1).padStart(2, "0")}`,
  amount: index / 4,
  count: index,
  plz: `0${1000 + index}`,
  channel: index % 2 === 0 ? "web" : "shop",
  email: `p${index}@example.com`,
  ...(index > 3 ? { note: "x y" } : {}),
}));
const labels = ["id", "day", "amount", "count", "plz", "channel", "email", "Order no."];

describe("inferSchema", () => {
  it("says of CSV what its texts are, and writes it as source", async () => {
    const lines = rows.map((row) => [...Object.values({ ...row, note: undefined }).slice(0, 7), "0x"].join(";"));

    const found = await infer([labels.join(";"), ...lines].join("\n"), "a.csv");

    expect(found).toMatchObject({ format: "csv", records: 20, key: "id", pii: ["email"] });
    expect(found.typescript).toBe(`import { csv } from "@millrace/pipeline";
import { z } from "zod";

export const format = csv({
  fields: {
    orderNo: "Order no.",
  },
});

export const schema = z.object({
  id: z.string(),
  day: z.iso.date(),
  amount: z.coerce.number(),
  count: z.coerce.number().int(),
  plz: z.string(),
  channel: z.enum(["shop", "web"]),
  email: z.email(),
  orderNo: z.string(),
});
`);
  });

  it("finds the records of a document, and what they may lack", async () => {
    const found = await infer(
      gzipSync(JSON.stringify({ made: "today", orders: [...rows, { ...rows[9], amount: null }] })),
    );

    expect(found.typescript).toContain('export const format = json({ path: "$.orders[*]" });');
    expect(found.typescript).toContain("amount: z.number().nullable(),");
    expect(found.typescript).toContain("note: z.string().optional(),");
    expect(found.jsonSchema).toMatchObject({
      properties: { amount: { anyOf: [{ type: "number" }, { type: "null" }] }, count: { type: "integer" } },
      required: ["id", "day", "amount", "count", "plz", "channel", "email"],
    });
  });

  it("finds the records of XML", async () => {
    const found = await infer(
      '<?xml version="1.0"?><all xmlns:o="urn:o"><o:row a="1"><b>2</b></o:row><o:row a="2"><b>x</b></o:row></all>',
    );

    expect(found.typescript).toContain('xml({\n  record: "row",\n  fields: {\n    a: "@a",\n  },\n})');
  });

  it.each([
    ["movies.json", 3201],
    ["airports.csv", 3376],
    ["co2-concentration.csv", 713],
  ])("takes a file of the world: %s", async (name, records) => {
    const file = new URL(`../../../../node_modules/vega-datasets/data/${name}`, import.meta.url);

    expect((await infer(readFileSync(file), name)).records).toBeGreaterThanOrEqual(records - 1);
  });

  it.each([["id,name\n"], ["[]"], [""]])("says so where there is nothing to see: %j", async (content) => {
    await expect(infer(content)).rejects.toMatchObject({ code: "empty-file" });
  });
});
