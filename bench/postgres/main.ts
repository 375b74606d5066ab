import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { CreateDBInstanceCommand, DescribeDBInstancesCommand, RDSClient } from "@aws-sdk/client-rds";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Accepted, WriteMode } from "@millrace/pipeline";
import { Database } from "../../packages/handlers/src/postgres/database.ts";
import { PostgresWriter } from "../../packages/handlers/src/sinks/postgres-writer.ts";

const { values } = parseArgs({
  options: { rows: { type: "string", default: "200000" }, rounds: { type: "string", default: "3" } },
});
const count = Number(values.rows);
const rounds = Number(values.rounds);
const password = "correct-horse";
/** As the handlers do. */
const [batchRows, unitRows] = [1_000, 50_000];
const targetShare = 0.6;

const row = (index: number) => ({
  id: `p-${index}`,
  name: `h1:${(index * 2_654_435_761).toString(16).padStart(24, "0")}`,
  email: `h1:${(index * 40_503).toString(16).padStart(24, "0")}`,
  phone: `***********${index % 100}`,
  country: index % 2 === 0 ? "DE" : "FR",
  postcode: String(10_000 + (index % 90_000)),
  region: "Europe",
  visits: index % 7,
  lastVisit: new Date(1_760_000_000_000 + index * 1000).toISOString(),
});
/** Made beforehand: they are what the sink is given. */
const rows = Array.from(
  { length: count },
  (_, ordinal): Accepted => ({
    kind: "accepted",
    ordinal,
    line: ordinal,
    byteOffset: ordinal,
    byteLength: 1,
    items: { people: row(ordinal) },
  }),
);
const columns = { visits: "integer", lastVisit: "timestamptz" } as const;

const program = fileURLToPath(new URL("../../packages/cli/bin/millrace.cjs", import.meta.url));
const cloud = spawn(process.execPath, [program, "cloud", "--ephemeral", "--port", "0", "--json"], {
  stdio: ["ignore", "pipe", "inherit"],
});
const folder = mkdtempSync(join(tmpdir(), "millrace-bench-"));
try {
  const [line] = (await once(cloud.stdout, "data")) as [Buffer];
  const { endpoint } = JSON.parse(line.toString("utf8").split("\n")[0] ?? "") as { readonly endpoint: string };
  const config = { endpoint, region: "eu-west-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  const port = await databasePort(new RDSClient(config));
  const secrets = new SecretsManagerClient(config);
  const SecretString = JSON.stringify({ username: "owner", password });
  const { ARN = "" } = await secrets.send(new CreateSecretCommand({ Name: "bench", SecretString }));
  const database = new Database(secrets, { host: "127.0.0.1", port, name: "bench", secret: ARN });
  const psql = (sql: string): string =>
    execFileSync(
      "psql",
      ["-Atq", "-v", "ON_ERROR_STOP=1", "-c", sql, `host=127.0.0.1 port=${port} user=owner dbname=bench`],
      {
        env: { ...process.env, PGPASSWORD: password },
        encoding: "utf8",
      },
    );

  const best = new Map<string, number>();
  const keep = (name: string, ms: number): void =>
    void best.set(name, Math.max(best.get(name) ?? 0, (count / ms) * 1000));
  for (let round = 0; round < rounds; round++) {
    for (const on of ["insert-once", "upsert"] as const) {
      const table = on.replace("-", "_");
      psql(`DROP TABLE IF EXISTS ${table}, copied; DROP TABLE IF EXISTS millrace_chunks`);
      keep(`sink, ${on}: new rows`, await store(database, table, on, "run-1"));
      if (on === "upsert") {
        keep("sink, upsert: rows that are there", await store(database, table, on, "run-2"));
        keep("sink, upsert: rows that are there, a file at once", await store(database, table, on, "run-3", count));
        psql(`UPDATE ${table} SET region = 'Asia'`);
        keep("sink, upsert: other rows there, a file at once", await store(database, table, on, "run-4", count));
      }
      const stored = psql(`SELECT count(*), count(DISTINCT id) FROM ${table}`).trim();
      if (stored !== `${count}|${count}`) throw new Error(`${table} has ${stored} rows, expected ${count}`);
      psql(`CREATE TABLE copied (LIKE ${table} INCLUDING ALL)`);
      psql(`\\copy ${table} TO '${join(folder, "rows")}'`);
      const began = performance.now();
      psql(`\\copy copied FROM '${join(folder, "rows")}'`);
      keep("psql \\copy", performance.now() - began);
    }
  }
  const copied = best.get("psql \\copy") ?? 1;
  process.stdout.write(`node ${process.version}, ${count} rows, best of ${rounds} rounds\n\n`);
  for (const [name, perSecond] of [...best].sort((a, b) => b[1] - a[1])) {
    const share = perSecond / copied;
    const verdict = name.startsWith("sink")
      ? `  target ${targetShare * 100}% ${share >= targetShare ? "met" : "missed"}`
      : "";
    const cells = [
      name.padEnd(48),
      Math.round(perSecond).toString().padStart(9),
      "rows/s",
      `${Math.round(share * 100)}%`.padStart(5),
    ];
    process.stdout.write(`${cells.join(" ")}${verdict}\n`);
  }
} finally {
  cloud.kill();
  rmSync(folder, { recursive: true, force: true });
}

async function databasePort(rds: RDSClient): Promise<number> {
  const DBInstanceIdentifier = "bench";
  await rds.send(
    new CreateDBInstanceCommand({
      ...{ DBInstanceIdentifier, DBInstanceClass: "db.m7g.large", Engine: "postgres", AllocatedStorage: 20 },
      ...{ MasterUsername: "owner", MasterUserPassword: password, DBName: "bench" },
    }),
  );
  for (;;) {
    const { DBInstances: [instance] = [] } = await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }));
    if (instance?.DBInstanceStatus === "available") return instance.Endpoint?.Port ?? 0;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** As the handlers store a file, unit after unit; answers how long it took, in milliseconds. */
async function store(
  database: Database,
  table: string,
  on: WriteMode,
  runId: string,
  rowsMax = unitRows,
): Promise<number> {
  const began = performance.now();
  for (let chunk = 0; chunk * rowsMax < count; chunk++) {
    const writer = new PostgresWriter(
      {
        database,
        name: "people",
        sink: { kind: "postgres", table, key: ["id"], on, columns, item: (item) => ({ ...item }) },
        contract: new Map(),
      },
      { runId, generation: 0, pipeline: "bench", bucket: "bench", chunk, arrivedAt: chunk, isPart: rowsMax < count },
    );
    const end = Math.min((chunk + 1) * rowsMax, count);
    for (let first = chunk * rowsMax; first < end; first += batchRows) {
      await writer.write(rows.slice(first, Math.min(first + batchRows, end)));
    }
    await writer.close();
  }
  return performance.now() - began;
}
