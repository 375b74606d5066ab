import { describe, expect, it } from "vitest";
import { readConfig } from "./config.ts";

describe("readConfig", () => {
  it("reads the table and the key, and shows every default", () => {
    expect(readConfig({ MILLRACE_TABLE: "t", MILLRACE_HASH_KEY: "k" })).toEqual({
      table: "t",
      hashKey: "k",
      scratch: "scratch/",
      leaseMs: 60_000,
      workflowLeaseMs: 1_200_000,
      attemptsMax: 3,
      heldRowsMax: 10_000,
      heldBytesMax: 16_777_216,
      requestsInFlightMax: 32,
      ledgerRejectsMax: 1_000,
    });
  });

  it("reads where the database is", () => {
    const database = { MILLRACE_DATABASE_HOST: "h", MILLRACE_DATABASE_NAME: "d", MILLRACE_DATABASE_SECRET: "s" };

    expect(readConfig({ MILLRACE_TABLE: "t", ...database }).database).toEqual({
      host: "h",
      port: 5432,
      name: "d",
      secret: "s",
    });
  });

  it("refuses to start without a table", () => {
    expect(() => readConfig({ MILLRACE_TABLE: "" })).toThrow(expect.objectContaining({ code: "missing-config" }));
  });
});
