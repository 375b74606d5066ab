// How long the cloud takes from the start of its process to its ready line and to the answer to its first PutObject, and
// what it holds in memory when nobody asks anything of it.
//   node bench/start/run.mjs [--rounds 10]
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "10" } } });
const rounds = Number(values.rounds);
const root = fileURLToPath(new URL("../..", import.meta.url));
const program = join(root, "packages/cli/bin/millrace.cjs");
const Bucket = "bench";
const objectsBefore = 5_000;
const idleMs = 2_000;
const targets = { version: 80, put: 300, memory: 90 };

execFileSync(process.execPath, [join(root, "tools/build.mjs")]);
/** What must not outlive the measurement, however that ends. */
const running = new Set();
const scratch = mkdtempSync(join(tmpdir(), "millrace-bench-"));
async function main() {
  // The clients' own first call costs them more than it costs the cloud.
  const prepared = join(scratch, "prepared");
  await prepare(prepared);

  const version = await repeat(() => timeOf(["--version"]));
  const cold = await repeat((round) => measure(join(scratch, `cold-${round}`), { makesBucket: true }));
  const existing = await repeat((round) => {
    const folder = join(scratch, `existing-${round}`);
    cpSync(prepared, folder, { recursive: true });
    return measure(folder, { makesBucket: false });
  });

  console.log(
    `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model.trim()}, load ${loadavg()[0]?.toFixed(1)}`,
  );
  console.log(`Median (least to most) of ${rounds}\n`);
  row("", "median", "least", "most", "target");
  report("millrace --version, ms", version, targets.version);
  report("new folder: ready line, ms", pluck(cold, "readyMs"));
  report("new folder: CreateBucket and PutObject answered, ms", pluck(cold, "putMs"), targets.put);
  report("new folder: memory when idle, MB", pluck(cold, "megabytes"), targets.memory);
  report(`folder of ${objectsBefore} objects: ready line, ms`, pluck(existing, "readyMs"));
  report(`folder of ${objectsBefore} objects: PutObject answered, ms`, pluck(existing, "putMs"), targets.put);
  report(`folder of ${objectsBefore} objects: memory when idle, MB`, pluck(existing, "megabytes"), targets.memory);
}

/** A folder that has been used before. */
async function prepare(folder) {
  const cloud = await start(folder);
  const s3 = clientOf(cloud);
  await s3.send(new CreateBucketCommand({ Bucket }));
  for (let n = 0; n < objectsBefore; n += 50) {
    const puts = Array.from({ length: 50 }, (_, at) => put(s3, `before/${n + at}`));
    await Promise.all(puts);
  }
  s3.destroy();
  await stop(cloud);
}

/** Starts the cloud, puts an object as soon as it is ready, and looks at its memory a while later. */
async function measure(folder, { makesBucket }) {
  const cloud = await start(folder);
  const s3 = clientOf(cloud);
  if (makesBucket) await s3.send(new CreateBucketCommand({ Bucket }));
  await put(s3, "first");
  const putMs = performance.now() - cloud.startedAt;
  await delay(idleMs);
  const megabytes = memoryOf(cloud.child.pid);
  s3.destroy();
  await stop(cloud);
  return { readyMs: cloud.readyMs, putMs, megabytes };
}

async function start(folder) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [program, "cloud", "--port", "0", "--data", folder, "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  const [line] = await once(child.stdout.setEncoding("utf8"), "data");
  return { child, startedAt, readyMs: performance.now() - startedAt, ...JSON.parse(line) };
}

async function stop({ child }) {
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

async function timeOf(words) {
  const startedAt = performance.now();
  await once(spawn(process.execPath, [program, ...words], { stdio: "ignore" }), "exit");
  return performance.now() - startedAt;
}

const clientOf = ({ endpoint }) =>
  new S3Client({ endpoint, region: "eu-west-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } });

const put = (s3, Key) => s3.send(new PutObjectCommand({ Bucket, Key, Body: "x".repeat(1_000) }));

/** Resident, in megabytes of a million bytes. */
const memoryOf = (pid) =>
  (Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) * 1024) / 1e6;

/** One after the other: what runs beside a measurement is measured with it. */
async function repeat(run) {
  const results = [];
  for (let round = 0; round < rounds; round++) results.push(await run(round));
  return results;
}

const pluck = (results, name) => results.map((result) => result[name]);

function report(name, measured, target) {
  const sorted = [...measured].sort((a, b) => a - b);
  const figures = [sorted[sorted.length >> 1], sorted[0], sorted.at(-1)].map((figure) => figure.toFixed(0));
  const verdict = target === undefined ? "" : `${target} ${figures[0] <= target ? "met" : "MISSED"}`;
  row(name, ...figures, verdict);
}

function row(name, ...cells) {
  console.log(`${name.padEnd(56)}${cells.map((cell) => ` ${cell}`.padStart(9)).join("")}`.trimEnd());
}

try {
  await main();
} finally {
  for (const child of running) child.kill("SIGKILL");
  rmSync(scratch, { recursive: true, force: true });
}
