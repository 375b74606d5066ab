/**
 * What an invocation costs beside the function itself: cold and warm, Node.js and Python, against spawning the same program
 * by hand and against a bare HTTP round trip, all in one run of about a minute. `node bench/lambda/run.mjs [--json]`
 */
import { execFileSync, spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, createServer, request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import yazl from "yazl";

const program = fileURLToPath(new URL("../../packages/cli/bin/millrace.cjs", import.meta.url));
const account = "000000000000";
const region = "us-east-1";
const roleArn = `arn:aws:iam::${account}:role/bench`;
const rounds = { warm: 2_000, cold: 15, uploads: 400, seconds: 4 };

const runtimes = {
  node: {
    runtime: "nodejs20.x",
    handler: "index.handler",
    files: (port) => ({
      "index.js": `const socket = require("node:dgram").createSocket("udp4");
        socket.unref();
        exports.handler = async (event) => {
          const key = event.Records?.[0]?.s3?.object?.key;
          if (key !== undefined) socket.send(key, ${port}, "127.0.0.1");
          return { ok: true };
        };`,
    }),
    spawn: (folder) => {
      writeFileSync(
        join(folder, "bare.js"),
        'require("node:dgram"); require("node:net"); require("node:fs").writeSync(1, "x");',
      );
      // With the limits of a function of 256 MB: for a heap of another size Node.js compiles its own modules anew.
      return [process.execPath, ["--max-old-space-size=230", "--max-semi-space-size=12", join(folder, "bare.js")]];
    },
  },
  python: {
    runtime: "python3.12",
    handler: "app.handler",
    files: () => ({ "app.py": "def handler(event, context):\n    return {'ok': True}\n" }),
    spawn: (folder) => {
      writeFileSync(join(folder, "bare.py"), "import json, logging, socket\nprint('x', flush=True)\n");
      // Version managers put a shell before the program.
      const real = execFileSync("python3", ["-c", "import sys; print(sys.executable)"]).toString().trim();
      return [real, ["-u", "-S", join(folder, "bare.py")]];
    },
  },
};

const folder = mkdtempSync(join(tmpdir(), "bench-lambda-"));
const cloud = await startCloud(folder);
const agent = new Agent({ keepAlive: true });
const results = {};
try {
  const arrivals = await listen();
  await prepareRole();
  results.bareRoundTrip = await measureBare();
  for (const [name, one] of Object.entries(runtimes)) await createFunction(name, one, arrivals.port);
  for (const [name, one] of Object.entries(runtimes)) {
    results[`${name}Warm`] = await measure(rounds.warm, () => invoke(name));
    const byHand = one.spawn(folder);
    results[`${name}BareSpawn`] = await measure(rounds.cold, () => bareSpawn(byHand));
    results[`${name}Cold`] = await measureCold(name);
  }
  results.perSecond = { count: Math.round(await perSecond("node", 8)) };
  results.uploadToHandler = await measureUploads(arrivals);
  report(results);
} finally {
  cloud.kill();
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);

async function startCloud(data) {
  const words = [program, "cloud", "--data", join(data, "state"), "--port", "0", "--json"];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(child.stdout, "data");
  child.stdout.resume();
  return { ...JSON.parse(String(line).split("\n")[0]), kill: () => child.kill("SIGKILL") };
}

/** Keys that nobody issued sign as they like. */
function call(service, method, path, body = "", headers = {}) {
  const now = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const scope = `${now.slice(0, 8)}/${region}/${service}/aws4_request`;
  const signed = {
    "x-amz-date": now,
    "x-amz-content-sha256": "UNSIGNED-PAYLOAD",
    authorization: `AWS4-HMAC-SHA256 Credential=bench/${scope}, SignedHeaders=host;x-amz-date, Signature=0`,
    ...headers,
  };
  return ask(cloud.port, method, path, body, signed);
}

function ask(port, method, path, body, headers) {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ agent, host: "127.0.0.1", port, method, path, headers }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        if (response.statusCode >= 300) reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`));
        else resolve(text);
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}

async function prepareRole() {
  const trust = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
  });
  const form = (fields) => new URLSearchParams({ Version: "2010-05-08", ...fields }).toString();
  const type = { "content-type": "application/x-www-form-urlencoded" };
  const create = form({ Action: "CreateRole", RoleName: "bench", AssumeRolePolicyDocument: trust });
  await call("iam", "POST", "/", create, type);
  const PolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
  });
  const allow = form({ Action: "PutRolePolicy", RoleName: "bench", PolicyName: "all", PolicyDocument });
  await call("iam", "POST", "/", allow, type);
}

async function createFunction(name, { runtime, handler, files }, port) {
  const file = new yazl.ZipFile();
  for (const [path, text] of Object.entries(files(port))) file.addBuffer(Buffer.from(text), path);
  file.end();
  const chunks = [];
  for await (const chunk of file.outputStream) chunks.push(chunk);
  const ZipFile = Buffer.concat(chunks).toString("base64");
  const input = { FunctionName: name, Runtime: runtime, Handler: handler, Role: roleArn, Code: { ZipFile } };
  await call("lambda", "POST", "/2015-03-31/functions", JSON.stringify({ ...input, MemorySize: 256, Timeout: 20 }));
  await invoke(name);
}

function invoke(name) {
  return call("lambda", "POST", `/2015-03-31/functions/${name}/invocations`, '{"n":1}');
}

async function measureBare() {
  const server = createServer((request, response) => request.on("end", () => response.end('{"ok":true}')).resume());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  const result = await measure(rounds.warm, () => ask(port, "POST", "/", '{"n":1}', {}));
  server.close();
  return result;
}

async function measureCold(name) {
  let turn = 0;
  return measure(rounds.cold, async (start) => {
    // Another configuration wants another environment.
    const Environment = { Variables: { TURN: String(turn++) } };
    await call("lambda", "PUT", `/2015-03-31/functions/${name}/configuration`, JSON.stringify({ Environment }));
    await new Promise((resolve) => setTimeout(resolve, 50));
    start();
    await invoke(name);
  });
}

/** From the start of the program to the first thing that it says, with what our runtimes load loaded. */
function bareSpawn([file, words]) {
  return new Promise((resolve) => {
    // As bare as a function's: what stands in the environment of a shell can cost more than the program.
    const child = spawn(file, words, { stdio: ["pipe", "pipe", "pipe"], env: { PATH: process.env.PATH } });
    child.stdout.once("data", resolve);
  });
}

async function perSecond(name, connections) {
  let count = 0;
  const until = performance.now() + rounds.seconds * 1000;
  const client = async () => {
    for (; performance.now() < until; count++) await invoke(name);
  };
  await Promise.all(Array.from({ length: connections }, client));
  return count / rounds.seconds;
}

async function listen() {
  const socket = createSocket("udp4");
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const waiting = new Map();
  socket.on("message", (key) => waiting.get(key.toString())?.(performance.now()));
  const arrival = (key) => new Promise((resolve) => waiting.set(key, resolve));
  return { port: socket.address().port, arrival };
}

async function measureUploads({ arrival }) {
  await call("s3", "PUT", "/bench");
  const permission = {
    StatementId: "s3",
    Action: "lambda:InvokeFunction",
    Principal: "s3.amazonaws.com",
  };
  await call("lambda", "POST", "/2015-03-31/functions/node/policy", JSON.stringify(permission));
  const arn = `arn:aws:lambda:${region}:${account}:function:node`;
  await call(
    "s3",
    "PUT",
    "/bench?notification=",
    `<NotificationConfiguration><CloudFunctionConfiguration><CloudFunction>${arn}</CloudFunction><Event>s3:ObjectCreated:*</Event></CloudFunctionConfiguration></NotificationConfiguration>`,
  );
  const times = [];
  for (let at = -20; at < rounds.uploads; at++) {
    const key = `file${at}`;
    const arrived = arrival(key);
    const started = performance.now();
    await call("s3", "PUT", `/bench/${key}`, "a line of a file\n");
    const ms = (await arrived) - started;
    if (at >= 0) times.push(ms);
  }
  return percentiles(times);
}

/** Runs `run` so many times; it may say that only now the time begins. */
async function measure(count, run) {
  const times = [];
  for (let at = 0; at < count; at++) {
    let started = performance.now();
    await run(() => {
      started = performance.now();
    });
    times.push(performance.now() - started);
  }
  return percentiles(times);
}

function percentiles(times) {
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  return { p50: at(0.5), p99: at(0.99), min: times[0] };
}

function report(all) {
  if (process.argv.includes("--json")) return console.log(JSON.stringify(all, undefined, 2));
  const line = (label, { p50, p99, min }, note = "") =>
    console.log(`${label.padEnd(28)} p50 ${ms(p50)}  p99 ${ms(p99)}  min ${ms(min)}  ${note}`);
  line("bare HTTP round trip", all.bareRoundTrip);
  for (const name of Object.keys(runtimes)) {
    const [warm, bare, cold] = [all[`${name}Warm`], all[`${name}BareSpawn`], all[`${name}Cold`]];
    line(`${name}, warm`, warm, `overhead ${ms(warm.p50 - all.bareRoundTrip.p50)}`);
    line(`${name}, spawned by hand`, bare);
    line(`${name}, cold`, cold, `${(cold.p50 / bare.p50).toFixed(2)} times the bare spawn`);
  }
  console.log(`${"invokes per second, 8 at once".padEnd(28)} ${all.perSecond.count}`);
  line("upload to handler, warm", all.uploadToHandler);
}

function ms(value) {
  return `${value.toFixed(2).padStart(7)} ms`;
}
