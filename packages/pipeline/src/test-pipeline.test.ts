import { describe, expect, it } from "vitest";
import { z } from "zod";
import { csv } from "./csv/csv.ts";
import { definePipeline } from "./define-pipeline.ts";
import { testPipeline } from "./test-pipeline.ts";

const pipeline = definePipeline({
  name: "people",
  source: { bucket: "b", prefix: "in/", formats: { csv: csv() }, partnerFrom: (name) => name.split("/")[1] },
  schema: z.object({ id: z.string(), country: z.string() }),
  pii: ["id"],
  quarantine: { maxErrors: 1 },
  lookups: (from) => ({
    regions: from.dynamodb({ table: "regions", key: "country", value: z.object({ region: z.string() }) }),
    known: from.function({ name: "known", value: z.literal(true), missing: "reject" }),
    levels: from.postgres({ table: "levels", by: "c", value: z.number(), missing: { value: 0 } }),
  }),
  parallel: {
    looked: async ({ id, country }, { lookup, file }) => {
      await lookup.known(id);
      const [region, level] = [await lookup.regions(country), await lookup.levels(country)];
      return { region: region?.region ?? "none", level, partner: file.partner };
    },
  },
  consolidate: ({ looked }) => looked,
  sinks: (to) => ({
    regions: to.objects({ prefix: "out/", format: "csv", when: ({ region }) => region !== "none" }),
    all: to.queue({ name: "all", item: ({ region }) => ({ r: region }) }),
  }),
});

const lookups = { regions: { de: { region: "eu" } }, known: { "1": true, "2": true }, levels: { de: 4 } };

describe("testPipeline", () => {
  it("gives each sink its rows, with what is looked up", async () => {
    const { rows, counts, reason } = await testPipeline(pipeline, { lookups }).feed({
      name: "in/acme/a.csv",
      content: "id,country\n1,de\n2,fr\n",
    });

    expect(reason).toBeUndefined();
    expect(counts).toMatchObject({ records: 2, accepted: 2 });
    expect(rows).toEqual({
      regions: [{ region: "eu", level: 4, partner: "acme" }],
      all: [{ r: "eu" }, { r: "none" }],
    });
  });

  it("rejects a record that a look-up needs to find", async () => {
    const { rejects } = await testPipeline(pipeline, { lookups }).feed({ name: "x", content: "id,country\n9,de\n" });

    expect(rejects).toMatchObject([{ code: "lookup-miss", message: 'Nothing was found in "known"' }]);
  });

  it("stores nothing of a file that fails, and says all that is wrong with it", async () => {
    const content = "id,country\n7,de\n8,de\n1,de\n";

    const { rows, rejects, codes, reason } = await testPipeline(pipeline, { lookups }).feed({ name: "x", content });

    expect(rows).toEqual({});
    expect(rejects).toHaveLength(2);
    expect(codes).toEqual({ "lookup-miss": 2 });
    expect(reason).toMatchObject({ code: "too-many-errors" });
  });

  it("fails the file where what is looked up is not what it should be", async () => {
    const wrong = { ...lookups, regions: { de: { region: 5 } } };

    const { reason } = await testPipeline(pipeline, { lookups: wrong }).feed({
      name: "x",
      content: "id,country\n1,de\n",
    });

    expect(reason).toMatchObject({ code: "lookup-error" });
  });
});
