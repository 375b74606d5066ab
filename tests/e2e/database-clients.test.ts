import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateDBClusterCommand, CreateDBInstanceCommand, DescribeDBInstancesCommand } from "@aws-sdk/client-rds";
import { Signer } from "@aws-sdk/rds-signer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../support/cloud.ts";
import { noPostgres } from "../support/postgres.ts";
import { root, run } from "../support/program.ts";

const password = "correct-horse";
const driver = "postgresql-42.7.4.jar";
const jars = join(root, "node_modules/.cache/jdbc");

let cloud: TestCloud;
let port = 0;
let folder = "";
let authority = "";

const has = async (program: string): Promise<boolean> => (await run("which", [program])).code === 0;

const isMissing = {
  psql: !(await has("psql")),
  pgbench: !(await has("pgbench")),
  java: !((await has("java")) && (await hasDriver())),
};

/** Out of Maven Central, once. */
async function hasDriver(): Promise<boolean> {
  if (existsSync(join(jars, driver))) return true;
  if (!(await has("mvn"))) return false;
  const plugin = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy";
  const words = [`-Dartifact=org.postgresql:postgresql:42.7.4`, `-DoutputDirectory=${jars}`];
  return (await run("mvn", ["-q", "-B", plugin, ...words])).code === 0;
}

for (const [program, missing] of Object.entries(isMissing)) {
  if (missing) process.stderr.write(`database-clients: ${program} is not here, so it is not tried\n`);
}

const token = (username = "app"): Promise<string> =>
  new Signer({
    ...{ hostname: "127.0.0.1", port, username, region: "eu-west-1" },
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  }).getAuthToken();

const psql = (user: string, secret: string, sql: string) =>
  run("psql", ["-Atq", "-c", sql, `host=127.0.0.1 port=${port} user=${user} dbname=shop sslmode=verify-full`], {
    env: { PGPASSWORD: secret, PGSSLROOTCERT: authority },
  });

describe.skipIf(noPostgres !== undefined)("A cluster's endpoint", () => {
  beforeAll(async () => {
    cloud = await startTestCloud();
    folder = mkdtempSync(join(tmpdir(), "millrace-clients-"));
    const cluster = { DBClusterIdentifier: "shop", Engine: "aurora-postgresql" };
    await cloud.rds.send(
      new CreateDBClusterCommand({
        ...{ ...cluster, MasterUsername: "owner", MasterUserPassword: password, DatabaseName: "shop" },
        EnableIAMDatabaseAuthentication: true,
      }),
    );
    const DBInstanceIdentifier = "shop-writer";
    await cloud.rds.send(
      new CreateDBInstanceCommand({ ...cluster, DBInstanceIdentifier, DBInstanceClass: "db.serverless" }),
    );
    port = await eventually(async () => {
      const { DBInstances } = await cloud.rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }));
      return DBInstances?.[0]?.DBInstanceStatus === "available" ? DBInstances[0].Endpoint?.Port : undefined;
    });
    authority = join(folder, "bundle.pem");
    writeFileSync(authority, await (await fetch(`${cloud.cloud.endpoint}/_millrace/rds-ca-bundle.pem`)).text());
  });
  afterAll(async () => {
    await cloud?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.skipIf(isMissing.psql)("takes psql with a password and with a token, its certificate verified", async () => {
    const made = await psql("owner", password, "CREATE ROLE app LOGIN; GRANT rds_iam TO app");

    expect(made).toMatchObject({ code: 0, err: "" });
    expect(await psql("app", await token(), "SELECT current_user")).toMatchObject({ out: "app\n", err: "" });
    expect((await psql("owner", "wrong", "SELECT 1")).err).toContain(
      'FATAL:  password authentication failed for user "owner"',
    );
    expect((await psql("app", "no token", "SELECT 1")).err).toContain(
      'FATAL:  PAM authentication failed for user "app"',
    );
  });

  it.skipIf(isMissing.pgbench)("serves pgbench", async () => {
    const env = { PGPASSWORD: password, PGHOST: "127.0.0.1", PGPORT: String(port), PGUSER: "owner" };
    const filled = await run("pgbench", ["-i", "-q", "-s", "1", "shop"], { env });
    const ran = await run("pgbench", ["-c", "4", "-t", "50", "shop"], { env });

    expect(filled.err).toContain("done in");
    expect(ran).toMatchObject({ code: 0, out: expect.stringContaining("processed: 200/200") });
    expect(ran.out).toContain("failed transactions: 0");
  });

  it.skipIf(isMissing.java)("takes a JDBC client with a password and with a token", async () => {
    const connect = async (user: string, secret: string): Promise<string> => {
      const url = `jdbc:postgresql://127.0.0.1:${port}/shop`;
      const source = join(root, "tests/support/Connect.java");
      return (await run("java", ["-cp", join(jars, driver), source, url, user, secret, authority])).out.trim();
    };
    await psql("owner", password, "CREATE ROLE duke LOGIN; GRANT rds_iam TO duke");

    expect(await connect("owner", password)).toBe("owner");
    expect(await connect("duke", await token("duke"))).toBe("duke");
    expect(await connect("owner", "wrong")).toBe('28P01 FATAL: password authentication failed for user "owner"');
    expect(await connect("duke", await token("owner"))).toBe('28000 FATAL: PAM authentication failed for user "duke"');
  });
});
