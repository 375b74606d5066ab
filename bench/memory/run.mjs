// What the cloud's process holds in memory while a large object flows through it, and while many uploads each call a
// function. The clients and the functions are processes of their own and are not counted.
//   node bench/memory/run.mjs [--gibibytes 2] [--uploads 2000]
import { execFileSync, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import yazl from "yazl";

const { values } = parseArgs({
  options: { gibibytes: { type: "string", default: "2" }, uploads: { type: "string", default: "2000" } },
});
const root = fileURLToPath(new URL("../..", import.meta.url));
const mebibyte = 1024 * 1024;
const largeBytes = Number(values.gibibytes) * 1024 * mebibyte;
const uploads = Number(values.uploads);
const uploadsAtATime = 10;
const sampleMs = 100;
const targets = { largeGrowth: 150 };
const large = "large";
const inbox = "inbox";

async function main(cloud, folder) {
  const config = {
    endpoint: cloud.endpoint,
    region: "eu-west-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
  const clients = { s3: new S3Client(config), lambda: new LambdaClient(config), iam: new IAMClient(config) };
  console.log(
    `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model.trim()}, load ${loadavg()[0]?.toFixed(1)}\n`,
  );
  await streamLarge(cloud.child.pid, clients.s3);
  await callFunctions(cloud.child.pid, clients, join(folder, "calls"));
  for (const client of Object.values(clients)) client.destroy();
}

/** Writes and reads one large object, and compares what came back. */
async function streamLarge(pid, s3) {
  await s3.send(new CreateBucketCommand({ Bucket: large }));
  await s3.send(new PutObjectCommand({ Bucket: large, Key: "warm", Body: randomBytes(mebibyte) }));
  const before = memoryOf(pid);
  const block = randomBytes(mebibyte);
  const sent = createHash("md5");
  async function* content() {
    for (let left = largeBytes; left > 0; left -= block.length) {
      sent.update(block);
      yield block;
    }
  }
  const put = await watch(pid, () =>
    s3.send(
      new PutObjectCommand({ Bucket: large, Key: "large", Body: Readable.from(content()), ContentLength: largeBytes }),
    ),
  );
  const got = await watch(pid, async () => {
    const { Body, ETag } = await s3.send(new GetObjectCommand({ Bucket: large, Key: "large" }));
    const received = createHash("md5");
    for await (const chunk of Body) received.update(chunk);
    const sums = [sent.digest("hex"), received.digest("hex"), ETag?.replaceAll('"', "")];
    if (new Set(sums).size !== 1) throw new Error(`The object came back as another: ${sums.join(" ")}`);
  });
  const gibibytes = values.gibibytes;
  report(`PutObject of ${gibibytes} GiB: growth at its peak, MB`, put.peak - before, targets.largeGrowth);
  report(`PutObject of ${gibibytes} GiB: MB per second`, largeBytes / 1e6 / put.seconds);
  report(`GetObject of ${gibibytes} GiB: growth at its peak, MB`, got.peak - before, targets.largeGrowth);
  report(`GetObject of ${gibibytes} GiB: MB per second`, largeBytes / 1e6 / got.seconds);
}

/** Uploads many objects, each of which calls a function in the background, and looks at the memory on the way. */
async function callFunctions(pid, clients, calls) {
  await prepareFunction(clients, calls);
  const size = () => statSync(calls).size;
  const startedAt = performance.now();
  let sent = 0;
  const uploadOn = async (until) => {
    while (sent < until) {
      const Key = `${sent++}.txt`;
      await clients.s3.send(new PutObjectCommand({ Bucket: inbox, Key, Body: randomBytes(1024) }));
    }
  };
  console.log();
  for (let quarter = 1; quarter <= 4; quarter++) {
    const until = Math.round((uploads * quarter) / 4);
    await Promise.all(Array.from({ length: uploadsAtATime }, () => uploadOn(until)));
    // The function writes one byte per call.
    while (size() < until) await delay(sampleMs);
    report(`after ${until} uploads and calls: memory, MB`, memoryOf(pid));
  }
  report("uploads and calls per second", uploads / ((performance.now() - startedAt) / 1000));
}

async function prepareFunction({ s3, lambda, iam }, calls) {
  writeFileSync(calls, "");
  const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: "function",
      AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: trust }),
    }),
  );
  const PolicyArn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
  await iam.send(new AttachRolePolicyCommand({ RoleName: "function", PolicyArn }));
  const zip = new yazl.ZipFile();
  const code = "exports.handler = async () => require('node:fs').appendFileSync(process.env.CALLS, '.')";
  zip.addBuffer(Buffer.from(code), "index.js");
  zip.end();
  const { FunctionArn } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: "count",
      Role: Role?.Arn,
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Timeout: 30,
      Environment: { Variables: { CALLS: calls } },
      Code: { ZipFile: await buffer(zip.outputStream) },
    }),
  );
  await s3.send(new CreateBucketCommand({ Bucket: inbox }));
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: "count",
      StatementId: "bucket",
      Action: "lambda:InvokeFunction",
      Principal: "s3.amazonaws.com",
    }),
  );
  const rule = { LambdaFunctionArn: FunctionArn, Events: ["s3:ObjectCreated:*"] };
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: inbox,
      NotificationConfiguration: { LambdaFunctionConfigurations: [rule] },
    }),
  );
}

/** Runs something, and answers the most memory that was seen meanwhile, and how long it took. */
async function watch(pid, run) {
  let peak = memoryOf(pid);
  const timer = setInterval(() => {
    peak = Math.max(peak, memoryOf(pid));
  }, sampleMs);
  const startedAt = performance.now();
  await run();
  clearInterval(timer);
  return { peak, seconds: (performance.now() - startedAt) / 1000 };
}

/** Resident, in megabytes of a million bytes. */
const memoryOf = (pid) =>
  (Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) * 1024) / 1e6;

function report(name, figure, target) {
  const verdict = target === undefined ? "" : `  target ${target} ${figure <= target ? "met" : "MISSED"}`;
  console.log(`${name.padEnd(56)}${figure.toFixed(0).padStart(8)}${verdict}`);
}

async function start(folder) {
  const words = ["cloud", "--port", "0", "--data", folder, "--json"];
  const child = spawn(process.execPath, [join(root, "packages/cli/bin/millrace.cjs"), ...words], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(child.stdout.setEncoding("utf8"), "data");
  return { child, ...JSON.parse(line) };
}

execFileSync(process.execPath, [join(root, "tools/build.mjs")]);
const folder = mkdtempSync(join(tmpdir(), "millrace-bench-"));
const cloud = await start(join(folder, "cloud"));
try {
  await main(cloud, folder);
} finally {
  const ended = once(cloud.child, "exit");
  cloud.child.kill("SIGTERM");
  await ended;
  rmSync(folder, { recursive: true, force: true });
}
