import { createHandlers } from "@millrace/handlers";
import { csv, definePipeline } from "@millrace/pipeline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { makeByHand, notificationOf } from "../../support/hand-made.ts";
import { noPostgres, startPostgres, type TestPostgres } from "../../support/postgres.ts";
import { createFunction, createRole } from "../lambda/function.ts";

const pipelineOf = (name: string, fn: string) =>
  definePipeline({
    name,
    source: { bucket: name, prefix: "in/", formats: { csv: csv() } },
    schema: z.object({ id: z.string(), sku: z.string() }),
    lookups: (from) => ({
      prices: from.postgres({ table: "prices", by: "sku", value: z.object({ price: z.coerce.number() }) }),
      stock: from.function({ name: fn, value: z.number(), missing: { value: 0 } }),
    }),
    parallel: {
      priced: async ({ id, sku }, { lookup }) => {
        const [price, stock] = await Promise.all([lookup.prices(sku), lookup.stock(sku)]);
        return { id, price: price?.price ?? -1, stock };
      },
    },
    consolidate: ({ priced }) => priced,
    sinks: (to) => ({ table: to.singleTable({ pk: (row) => row.id, sk: () => "ROW" }) }),
  });

/** Counts how often it is asked, in what it answers for "calls". */
const stockFunction = `let calls = 0;
exports.handler = async ({ keys }) => {
  calls++;
  return { values: keys.map((key) => (key === "calls" ? calls : key === "none" ? null : key.length)) };
};`;

describe.skipIf(noPostgres !== undefined)("look-ups", () => {
  let cloud: TestCloud;
  let postgres: TestPostgres;
  beforeAll(async () => {
    [cloud, postgres] = await Promise.all([startTestCloud(), startPostgres()]);
    await createRole(cloud);
  });
  afterAll(async () => {
    await Promise.all([cloud.stop(), postgres.stop()]);
  });

  it("ask a database and a function once for all records of a batch", async () => {
    const pipeline = pipelineOf("looked", "stock");
    const made = await makeByHand(cloud, pipeline, { postgres });
    await createFunction(cloud, { name: "stock", files: { "index.js": stockFunction } });
    await postgres.query("CREATE TABLE prices (sku text PRIMARY KEY, price numeric)", [], "looked");
    await postgres.query("INSERT INTO prices VALUES ('a', 1.5), ('calls', 3)", [], "looked");
    const lines = Array.from({ length: 200 }, (_, index) => `${index},${["a", "none", "calls"][index % 3]}`);
    const file = await made.put("in/a.csv", `id,sku\n${lines.join("\n")}\n`);

    await createHandlers(pipeline, made.options).file(notificationOf(file), { awsRequestId: "r" });

    const rows = await made.rows();
    expect(rows).toHaveLength(200);
    expect(rows.find(({ id }) => id === "0")).toMatchObject({ price: "1.5", stock: "1" });
    expect(rows.find(({ id }) => id === "1")).toMatchObject({ price: "-1", stock: "0" });
    // The last record was told of the first and only call.
    expect(rows.find(({ id }) => id === "197")).toMatchObject({ price: "3", stock: "1" });
  });

  it.each([
    ["fails", "exports.handler = async () => { throw new Error('no') };", /function "broken-fails" failed/],
    [
      "answers something else",
      "exports.handler = async () => ({ values: [] });",
      /something else than a value for each key/,
    ],
  ])("stop the run where a function %s", async (what, code, message) => {
    const name = `broken-${what.split(" ")[0]}`;
    const pipeline = pipelineOf(name, name);
    const made = await makeByHand(cloud, pipeline, { postgres });
    await createFunction(cloud, { name, files: { "index.js": code } });
    await postgres.query("CREATE TABLE prices (sku text PRIMARY KEY, price numeric)", [], name.replaceAll("-", "_"));
    const file = await made.put("in/a.csv", "id,sku\n1,a\n");

    const running = createHandlers(pipeline, made.options).file(notificationOf(file), { awsRequestId: "r" });

    await expect(running).rejects.toThrow(message);
    expect(await made.rows()).toEqual([]);
  });
});
