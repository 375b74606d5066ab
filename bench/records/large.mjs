// A large file through the workflow with eight functions at a time, in a cloud that is killed twice on the way. Checks that every order
// came out exactly once, and tells how long it took and what memory it took.
//   node bench/records/large.mjs [megabytes=1000]
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, readSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createGunzip } from "node:zlib";
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { build } from "esbuild";

const megabytes = Number(process.argv[2] ?? 1000);
const program = fileURLToPath(new URL("../../packages/cli/bin/millrace.cjs", import.meta.url));
const pipeline = fileURLToPath(new URL("large", import.meta.url));
const bucket = "large-files";
const key = "in/orders.csv";
const partBytes = 64 * 1024 * 1024;
const chunkBytes = 32 * 1024 * 1024;
/** At which parts of its work the cloud is killed. */
const kills = [0.25, 0.6];

const folder = mkdtempSync(join(tmpdir(), "millrace-large-"));
const peaks = { cloud: 0, function: 0, functions: 0 };
let cloud;

process.on("SIGTERM", () => process.exit(1)).on("exit", () => cloud?.child.kill("SIGKILL"));
try {
  await main();
} finally {
  cloud?.child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}

async function main() {
  const file = await generated();
  console.log(`${(file.bytes / 1e6).toFixed(0)} MB, ${file.rows} orders`);
  cloud = await started(0);
  millrace("deploy", pipeline, "--yes");
  const s3 = new S3Client({
    endpoint: cloud.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 20,
  });
  const startedAt = performance.now();
  await upload(s3, file);
  console.log(`uploaded in ${seconds(startedAt)} s`);
  const readAt = performance.now();
  const chunks = Math.ceil(file.bytes / chunkBytes);
  for (const part of kills) {
    while ((await written(s3)).length < Math.max(1, part * chunks)) await delay(500);
    await killed();
    console.log(`killed after ${seconds(readAt)} s`);
  }
  const run = await ended();
  console.log(`${run.status} after ${seconds(readAt)} s: ${JSON.stringify(run.counts ?? run.reason)}`);
  await check(s3, file);
  console.log(`${(file.bytes / 1e6 / ((performance.now() - readAt) / 1000)).toFixed(1)} MB/s, restarts and all`);
  console.log(
    `peak memory, MB: cloud ${peaks.cloud}, largest function ${peaks.function}, ${peaks.functions} functions`,
  );
}

async function generated() {
  const outfile = join(folder, "generate.mjs");
  const entryPoints = [fileURLToPath(new URL("generate.ts", import.meta.url))];
  await build({ entryPoints, outfile, bundle: true, platform: "node", format: "esm", logLevel: "error" });
  const { generate } = await import(pathToFileURL(outfile).href);
  return generate(folder, "csv", { seed: 42, bytesMin: megabytes * 1e6 });
}

async function started(port) {
  const data = join(folder, "data");
  mkdirSync(data, { recursive: true });
  const child = spawn(process.execPath, [program, "cloud", "--port", String(port), "--data", data, "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(child.stdout, "data");
  child.stdout.resume();
  const timer = setInterval(() => sample(child.pid), 500);
  child.once("exit", () => clearInterval(timer));
  return { child, endpoint: JSON.parse(String(line)).endpoint };
}

async function killed() {
  const { child, endpoint } = cloud;
  child.kill("SIGKILL");
  await once(child, "exit");
  cloud = await started(Number(new URL(endpoint).port));
}

/** https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
function sample(pid) {
  peaks.cloud = Math.max(peaks.cloud, peakOf(pid));
  const functions = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && statusOf(name, "PPid") === pid);
  peaks.functions = Math.max(peaks.functions, functions.length);
  for (const id of functions) peaks.function = Math.max(peaks.function, peakOf(id));
}

function peakOf(pid) {
  return Math.round(statusOf(pid, "VmHWM") / 1024);
}

function statusOf(pid, name) {
  try {
    return Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    // It has ended in the meantime.
    return 0;
  }
}

function millrace(...words) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words, "--endpoint", cloud.endpoint], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`millrace ${words.join(" ")}: ${stdout}${stderr}`);
  return stdout;
}

async function upload(s3, { file, bytes }) {
  const object = { Bucket: bucket, Key: key };
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(object));
  const descriptor = openSync(file);
  const Parts = [];
  for (let at = 0; at < bytes; at += partBytes) {
    const Body = Buffer.alloc(Math.min(partBytes, bytes - at));
    readSync(descriptor, Body, 0, Body.length, at);
    const PartNumber = Parts.length + 1;
    const { ETag } = await s3.send(new UploadPartCommand({ ...object, UploadId, PartNumber, Body }));
    Parts.push({ PartNumber, ETag });
  }
  await s3.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts } }));
}

async function written(s3) {
  const keys = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: "out/" })) {
    keys.push(...Contents.map(({ Key }) => Key));
  }
  return keys;
}

async function ended() {
  for (;;) {
    const [line = "{}"] = millrace("runs", "--folder", pipeline, "--json").split("\n");
    const run = JSON.parse(line || "{}");
    if (run.status === "completed" || run.status === "failed") return run;
    await delay(1000);
  }
}

/** Every order once, and their quantities together what the generator counted. */
async function check(s3, { rows, quantity }) {
  const seen = new Uint8Array(rows + 1);
  let found = 0;
  let sum = 0;
  for (const Key of await written(s3)) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    for await (const line of createInterface({ input: Body.pipe(createGunzip()) })) {
      const order = JSON.parse(line);
      const id = Number(order.order_id.slice(4));
      if (seen[id]++ > 0) throw new Error(`${order.order_id} is there twice`);
      if (/[A-Za-z]/.test(order.email)) throw new Error(`${order.order_id} is not masked`);
      found++;
      sum += order.qty;
    }
  }
  if (found !== rows || sum !== quantity) {
    throw new Error(`found ${found} orders with a quantity of ${sum}: expected ${rows} and ${quantity}`);
  }
  console.log(`every one of ${rows} orders is there once`);
}

function seconds(since) {
  return ((performance.now() - since) / 1000).toFixed(0);
}
