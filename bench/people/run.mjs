// A large JSON file through examples/people: an upload URL of its API, a workflow of many functions, rows in PostgreSQL.
// Fails unless every person is there once. Prints how long it took and what it held in memory.
//   npm run bench:people -- [megabytes=1024]
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream, createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { APIGatewayClient, GetApiKeysCommand, GetRestApisCommand } from "@aws-sdk/client-api-gateway";
import { DescribeDBClustersCommand, RDSClient } from "@aws-sdk/client-rds";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import pg from "pg";

const [megabytes = "1024"] = process.argv.slice(2);
const bytesMin = Number(megabytes) * 1024 * 1024;
const region = "eu-west-1";
const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "millrace-bench-"));
const file = join(folder, "people.json");
const state = join(folder, "state");

const person = (index) => ({
  id: `p-${index}`,
  name: `Person ${index}`,
  email: `person${index}@example.com`,
  phone: `+49 30 ${1_000_000 + index}`,
  country: index % 2 === 0 ? "DE" : "FR",
  postcode: String(10_000 + (index % 90_000)),
  visits: Array.from({ length: 2 + (index % 3) }, (_, visit) => ({
    at: `2026-11-0${visit + 1}T10:00:00Z`,
    kind: "shop",
  })),
});

/** Writes the file; answers what is to be found of it in the table. */
async function generate() {
  const ids = createHash("md5");
  let [count, visits, bytes] = [0, 0, 0];
  async function* chunks() {
    yield '{"people":[';
    while (bytes < bytesMin) {
      const lines = [];
      for (let at = 0; at < 2_000; at++) {
        const one = person(count);
        visits += one.visits.length;
        ids.update(`${one.id},`);
        lines.push(`${count === 0 ? "" : ","}${JSON.stringify(one)}\n`);
        count++;
      }
      const text = lines.join("");
      bytes += text.length;
      yield text;
    }
    yield "]}";
  }
  await pipeline(Readable.from(chunks()), createWriteStream(file));
  return { n: count, visits, ids: ids.digest("hex") };
}

const peakOf = (pid) =>
  Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;

/** The most that the processes below one had in memory, each by itself. */
function watchChildren(parent) {
  let peak = 0;
  const timer = setInterval(() => {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      try {
        const text = readFileSync(`/proc/${pid}/status`, "utf8");
        if (text.includes(`PPid:\t${parent}\n`) && text.startsWith("Name:\tnode")) peak = Math.max(peak, peakOf(pid));
      } catch {
        // It has ended in between.
      }
    }
  }, 500);
  return () => {
    clearInterval(timer);
    return peak;
  };
}

const program = join(root, "packages/cli/bin/millrace.cjs");
const words = ["up", "examples/people", "--data", state, "--port", "0", "--no-watch", "--region", region];
const cloud = spawn(process.execPath, [program, ...words], { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
let said = "";
const prints = (pattern) =>
  new Promise((resolve, reject) => {
    const look = () => {
      const match = pattern.exec(said);
      if (match !== null) resolve(match);
    };
    cloud.stdout.on("data", look);
    cloud.once("exit", () => reject(new Error(`It ended:\n${said}`)));
    look();
  });
cloud.stdout.on("data", (chunk) => {
  said += chunk;
});
try {
  const [, endpoint] = await prints(/runs at\D*(http:\/\/[\d.:]+)/);
  await prints(/Files are followed here/);
  const config = { endpoint, region, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const countries = { Bucket: "people-uploads", Key: "reference/countries.csv" };
  await s3.send(new PutObjectCommand({ ...countries, Body: "code,region,currency\nDE,Europe,EUR\nFR,Europe,EUR\n" }));
  const expected = await generate();
  const { size } = await stat(file);
  const apis = new APIGatewayClient(config);
  const { items: [api] = [] } = await apis.send(new GetRestApisCommand({}));
  const { items: [key] = [] } = await apis.send(new GetApiKeysCommand({ includeValues: true }));
  const ask = async (method, path, body) => {
    const answer = await fetch(`${endpoint}/_aws/execute-api/${api.id}/live${path}`, {
      method,
      headers: { "x-api-key": key.value, "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return await answer.json();
  };

  const peakOfFunctions = watchChildren(cloud.pid);
  const began = performance.now();
  const { id, url, headers } = await ask("POST", "/uploads", {
    name: "people.json",
    bytes: size,
    type: "application/json",
  });
  const put = await fetch(url, {
    method: "PUT",
    body: createReadStream(file),
    duplex: "half",
    headers: { "content-type": "application/json", "content-length": String(size), ...headers },
  });
  if (put.status !== 200) throw new Error(`The upload is answered ${put.status}: ${await put.text()}`);
  const uploaded = performance.now();
  let run;
  do {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    run = await ask("GET", `/uploads/${id}`);
  } while (run.status !== "completed" && run.status !== "failed");
  const done = performance.now();
  if (run.status === "failed") throw new Error(`The run failed: ${JSON.stringify(run)}`);

  const { DBClusters: [cluster] = [] } = await new RDSClient(config).send(new DescribeDBClustersCommand({}));
  const SecretId = cluster.MasterUserSecret.SecretArn;
  const secrets = new SecretsManagerClient(config);
  const { username, password } = JSON.parse((await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString);
  const client = new pg.Client({
    host: cluster.Endpoint,
    port: cluster.Port,
    database: "people",
    user: username,
    password,
  });
  await client.connect();
  const { rows } = await client.query("SELECT count(*)::int AS n, sum(visits)::int AS visits FROM people");
  const ids = createHash("md5");
  await client.query("BEGIN");
  await client.query("DECLARE ids CURSOR FOR SELECT id FROM people ORDER BY substr(id, 3)::int");
  for (;;) {
    const page = await client.query("FETCH 10000 FROM ids");
    if (page.rows.length === 0) break;
    ids.update(page.rows.map((row) => `${row.id},`).join(""));
  }
  await client.end();
  const found = { ...rows[0], ids: ids.digest("hex") };
  if (JSON.stringify(found) !== JSON.stringify(expected)) {
    throw new Error(`The table has ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`);
  }
  const lines = [
    ["file, MB", (size / 1024 / 1024).toFixed(0)],
    ["people, every one there once", expected.n],
    ["upload, seconds", ((uploaded - began) / 1000).toFixed(1)],
    ["from the upload to the end of the run, seconds", ((done - uploaded) / 1000).toFixed(1)],
    ["people per second", Math.round((expected.n / (done - uploaded)) * 1000)],
    ["memory of the cloud at its peak, MB", peakOf(cloud.pid).toFixed(0)],
    ["memory of the largest function at its peak, MB", peakOfFunctions().toFixed(0)],
  ];
  console.log(`node ${process.version}\n`);
  for (const [what, value] of lines) console.log(`${what.padEnd(50)}${String(value).padStart(10)}`);
  process.exitCode = 0;
} finally {
  const ended = once(cloud, "exit");
  cloud.kill();
  await ended;
  rmSync(folder, { recursive: true, force: true });
}
process.exit();
