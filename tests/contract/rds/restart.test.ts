import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateDBInstanceCommand, DescribeDBInstancesCommand } from "@aws-sdk/client-rds";
import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { noPostgres } from "../../support/postgres.ts";

const folder = mkdtempSync(join(tmpdir(), "millrace-rds-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const login = { user: "owner", password: "correct-horse", database: "shop" };

async function portOf({ rds }: TestCloud): Promise<number> {
  return await eventually(async () => {
    const { DBInstances: [found] = [] } = await rds.send(new DescribeDBInstancesCommand({}));
    return found?.DBInstanceStatus === "available" ? found.Endpoint?.Port : undefined;
  });
}

async function query(port: number, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ host: "127.0.0.1", port, ...login });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe.skipIf(noPostgres !== undefined)("A database", () => {
  it("is where it was with what was in it after the cloud was stopped and started", async () => {
    const first = await startTestCloud({ folder });
    await first.rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: "kept",
        DBInstanceClass: "db.t4g.micro",
        Engine: "postgres",
        AllocatedStorage: 20,
        MasterUsername: login.user,
        MasterUserPassword: login.password,
        DBName: login.database,
      }),
    );
    const port = await portOf(first);
    await query(port, "CREATE TABLE kept AS SELECT 1 AS id");
    await first.stop();
    await expect(query(port, "SELECT 1")).rejects.toThrow("ECONNREFUSED");

    const second = await startTestCloud({ folder });
    const again = await portOf(second);
    const rows = await eventually(() => query(again, "SELECT * FROM kept").catch(() => undefined));
    await second.stop();

    expect(again).toBe(port);
    expect(rows).toEqual([{ id: 1 }]);
  });
});
