import { QueryCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../support/cloud.ts";
import { millrace } from "../support/program.ts";
import { type Deployed, deployExample } from "./deployed.ts";

let deployed: Deployed;
beforeAll(async () => {
  deployed = await deployExample("events");
});
afterAll(() => deployed.program.stop());

const query = async (index: string | undefined, pk: string, begins: string) => {
  const prefix = index ?? "";
  const { Items = [] } = await deployed.dynamodb.send(
    new QueryCommand({
      TableName: "events",
      IndexName: index,
      KeyConditionExpression: "#pk = :pk AND begins_with(#sk, :begins)",
      ExpressionAttributeNames: { "#pk": `${prefix}PK`, "#sk": `${prefix}SK` },
      ExpressionAttributeValues: { ":pk": { S: pk }, ":begins": { S: begins } },
    }),
  );
  return Items;
};

describe("examples/events", () => {
  it("keeps events, sessions and sales in one table, and nobody's name", async () => {
    const rows = await deployed.rows("events");

    const entities = rows.map((row) => row["entity"]?.S ?? "event");
    expect(deployed.program.output()).toMatch(/events\.ndjson +completed +\d+ rows stored +2 rejected/);
    expect(entities.filter((entity) => entity === "event")).toHaveLength(199);
    expect(new Set(entities)).toEqual(new Set(["event", "step", "sale"]));
    expect(JSON.stringify(rows)).not.toMatch(/user-\d|@example\.com/);
  });

  it("answers what a product sold, from the index and from its sales", async () => {
    const bought = await query("byProduct", "PRODUCT#desk", "purchase#");
    const sales = await query(undefined, "PRODUCT#desk", "SALE#");

    expect(bought.length).toBeGreaterThan(0);
    expect(sales.map((item) => item["amount"]?.N).sort()).toEqual(bought.map((item) => item["amount"]?.N).sort());
  });

  it("forgets views after a month and keeps purchases", async () => {
    expect((await query("byDay", "DAY#2026-11-05", "view#")).length).toBeGreaterThan(0);

    const advanceMs = 100 * 24 * 60 * 60 * 1000;
    await fetch(`${deployed.endpoint}/_millrace/clock`, { method: "POST", body: JSON.stringify({ advanceMs }) });

    await eventually(async () => {
      const kinds = new Set((await deployed.rows("events")).map((row) => row["kind"]?.S));
      return kinds.has("view") || kinds.has("cart") ? undefined : kinds;
    }, 60);
    expect((await deployed.rows("events")).some((row) => row["entity"]?.S === "sale")).toBe(true);
  });

  it("writes the audit of its roles as a page", async () => {
    expect(await deployed.refused()).toEqual([]);
    const { code, out } = await millrace(["audit", "--endpoint", deployed.endpoint, "--format", "html"]);

    expect(code).toBe(0);
    expect(out).toContain("<!doctype html>");
    expect(out).toContain("events-file");
  });
});
