/**
 * Puts and gets at random places of a table of millions of items beside the same in a table of a thousand, in one cloud; and how long a
 * cloud takes to answer after a start with both.
 * usage: node tools/build.mjs && npm run bench:dynamodb:large -- [--items 5000000] [--seconds 2]
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { load } from "./load.mjs";
import { signedRequest } from "./signed-request.mjs";

const { values } = parseArgs({
  options: { items: { type: "string", default: "5000000" }, seconds: { type: "string", default: "2" } },
});
const tables = { small: 1000, large: Number(values.items) };
const seconds = Number(values.seconds);
/** In turn, so that whatever else the machine does is shared; the best counts. */
const rounds = 5;
const batchItems = 25;
/** Signed at a time: a request is a few kilobytes. */
const batchesAtATime = 2000;
const differentRequests = 20_000;
const ticksPerSecond = 100;
const folder = mkdtempSync(join(tmpdir(), "millrace-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

let server = await start();
for (const [table, items] of Object.entries(tables)) await fill(table, items);
console.log(`${(statSync(join(folder, "millrace.db")).size / 1e6).toFixed(0)} MB on disk, ${memory()} MB in memory`);
for (const [name, request] of Object.entries({ PutItem: put, GetItem: get })) {
  const speeds = { small: 0, large: 0 };
  for (let round = 0; round < rounds; round++) {
    for (const table of ["small", "large"]) {
      speeds[table] = Math.max(speeds[table], await speed((at) => request(table, scattered(at, tables[table]))));
    }
  }
  const share = ((100 * speeds.large) / speeds.small).toFixed(0);
  console.log(
    `${name}: ${Math.round(speeds.small)}/s in the small table, ${Math.round(speeds.large)}/s in the large, ${share}%`,
  );
}
server.child.kill("SIGKILL");
await new Promise((resolve) => server.child.once("exit", resolve));
const began = performance.now();
server = await start();
await send([get("large", 7)]);
console.log(
  `killed and started again: the first item after ${Math.round(performance.now() - began)} ms, ${memory()} MB`,
);
server.child.kill("SIGKILL");

async function start() {
  const words = ["packages/cli/bin/millrace.cjs", "cloud", "--data", folder, "--port", "0", "--json"];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
  const line = await new Promise((resolve) => createInterface(child.stdout).once("line", resolve));
  return { child, port: JSON.parse(line).port };
}

async function fill(TableName, items) {
  const AttributeDefinitions = [{ AttributeName: "pk", AttributeType: "S" }];
  const KeySchema = [{ AttributeName: "pk", KeyType: "HASH" }];
  await send([request("CreateTable", { TableName, BillingMode: "PAY_PER_REQUEST", AttributeDefinitions, KeySchema })]);
  const batches = Math.ceil(items / batchItems);
  const began = performance.now();
  for (let from = 0; from < batches; from += batchesAtATime) {
    const made = Array.from({ length: Math.min(batchesAtATime, batches - from) }, (_, at) =>
      request("BatchWriteItem", {
        RequestItems: {
          [TableName]: Array.from({ length: Math.min(batchItems, items - (from + at) * batchItems) }, (_, each) => ({
            PutRequest: { Item: itemOf((from + at) * batchItems + each) },
          })),
        },
      }),
    );
    await send(made);
    if (process.stderr.isTTY) process.stderr.write(`\r${TableName}: ${(from + made.length) * batchItems} items`);
  }
  console.log(`${TableName}: ${items} items in ${((performance.now() - began) / 1000).toFixed(0)} s`);
}

async function send(requests) {
  const done = await load(server.port, requests, { seconds: 600, countMax: requests.length });
  if (done.failed > 0) throw new Error(`Cannot fill the table: ${done.first}`);
}

/** Requests per second of the server's processor time. */
async function speed(make) {
  const requests = Array.from({ length: differentRequests }, (_, at) => make(at));
  await load(server.port, requests, { seconds: 1 });
  const before = processorSeconds();
  const done = await load(server.port, requests, { seconds });
  if (done.failed > 0) console.error(`${done.failed} failed, the first with ${done.first}`);
  return done.answered / (processorSeconds() - before);
}

function request(operation, input) {
  return signedRequest(operation, input, server.port, new Date());
}

function put(TableName, at) {
  return request("PutItem", { TableName, Item: itemOf(at) });
}

function get(TableName, at) {
  return request("GetItem", { TableName, Key: { pk: { S: `order#${at}` } } });
}

function itemOf(at) {
  return { pk: { S: `order#${at}` }, total: { N: String(at % 1000) }, text: { S: "x".repeat(150) } };
}

/** Far apart in what is there. */
function scattered(at, items) {
  return (at * 104_729) % items;
}

function memory() {
  const text = readFileSync(`/proc/${server.child.pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(text)[1]) / 1024);
}

/** User and system time of all threads of a process; see proc(5). */
function processorSeconds() {
  const fields = readFileSync(`/proc/${server.child.pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
