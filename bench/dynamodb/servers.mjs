/**
 * The cloud beside other DynamoDBs and beside a bare node:http server: the same requests, signed, over the same sockets.
 * usage: node tools/build.mjs && npm run bench:dynamodb -- [--jars FOLDER] [--dynalite FOLDER] [--seconds 3]
 * `--jars` names the folder of DynamoDBLocal.jar and what it needs, `--dynalite` one that has dynalite in its node_modules;
 * neither is part of this repository. Ours writes to disk; microseconds are processor time of the server's process alone.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer as createSocketServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { load } from "./load.mjs";
import { signedRequest } from "./signed-request.mjs";
import { definition, filling, workloads } from "./workloads.mjs";

const { values: options } = parseArgs({
  options: { jars: { type: "string" }, dynalite: { type: "string" }, seconds: { type: "string", default: "3" } },
});
const seconds = Number(options.seconds);
const differentRequests = 500;
const ticksPerSecond = 100;
const folder = mkdtempSync(join(tmpdir(), "millrace-bench-"));

const servers = [
  {
    name: "millrace",
    command: (port) => [process.execPath, "packages/cli/bin/millrace.cjs", "cloud", "--data", folder, "--port", port],
  },
  ...(options.jars === undefined
    ? []
    : [
        {
          name: "DynamoDB Local",
          command: (port) => [
            "java",
            `-Djava.library.path=${options.jars}`,
            "-cp",
            `${options.jars}/*`,
            "com.amazonaws.services.dynamodbv2.local.main.ServerRunner",
            "-inMemory",
            "-port",
            port,
          ],
        },
      ]),
  ...(options.dynalite === undefined
    ? []
    : [
        {
          name: "dynalite",
          command: (port) => [
            process.execPath,
            join(options.dynalite, "node_modules/dynalite/cli.js"),
            "--port",
            port,
            "--createTableMs",
            "0",
          ],
        },
      ]),
];

const results = {};
for (const server of servers) results[server.name] = await measured(server);
results["bare node:http"] = { GetItem: await bare() };
rmSync(folder, { recursive: true, force: true });
print(results);

async function measured({ command }) {
  const port = String(await freePort());
  const [file, ...words] = command(port);
  // DynamoDB Local leaves a file where it runs.
  const cwd = file === "java" ? folder : process.cwd();
  const child = spawn(file, words, { stdio: "ignore", cwd });
  try {
    await answering(port);
    await load(port, [request("CreateTable", definition, port)], { seconds: 5, countMax: 1 });
    await answering(port, "DescribeTable", { TableName: definition.TableName });
    await load(
      port,
      filling.map(([operation, input]) => request(operation, input, port)),
      { seconds: 60, countMax: filling.length },
    );
    const rows = {};
    for (const [name, make] of Object.entries(workloads)) {
      const requests = Array.from({ length: differentRequests }, (_, at) => request(...make(at), port));
      await load(port, requests, { seconds });
      const before = processorSeconds(child.pid);
      const done = await load(port, requests, { seconds });
      const used = processorSeconds(child.pid) - before;
      if (done.failed > 0) console.error(`${name}: ${done.failed} failed, the first with ${done.first}`);
      rows[name] = { perSecond: done.perSecond, microseconds: (used * 1e6) / done.answered };
    }
    return rows;
  } finally {
    child.kill("SIGKILL");
  }
}

/** What a server that does nothing could do at best, in a process of its own. */
async function bare() {
  const port = String(await freePort());
  const source = `(${bareServer.toString()})(require("node:http").createServer, ${port})`;
  const child = spawn(process.execPath, ["-e", source], { stdio: "ignore" });
  try {
    await answering(port);
    const requests = Array.from({ length: differentRequests }, (_, at) => request(...workloads.GetItem(at), port));
    await load(port, requests, { seconds });
    const before = processorSeconds(child.pid);
    const done = await load(port, requests, { seconds });
    return { perSecond: done.perSecond, microseconds: ((processorSeconds(child.pid) - before) * 1e6) / done.answered };
  } finally {
    child.kill("SIGKILL");
  }
}

function bareServer(create, port) {
  const body = JSON.stringify({ Item: { pk: { S: "customer#1" }, data: { S: "x".repeat(950) } } });
  create((incoming, answer) => {
    incoming.on("data", () => undefined);
    incoming.on("end", () => {
      answer.writeHead(200, { "content-type": "application/x-amz-json-1.0", "content-length": body.length });
      answer.end(body);
    });
  }).listen(port, "127.0.0.1");
}

function request(operation, input, port) {
  return signedRequest(operation, input, port, new Date());
}

async function answering(port, operation = "ListTables", input = {}) {
  for (let tries = 0; tries < 300; tries++) {
    const done = await load(port, [request(operation, input, port)], { seconds: 5, countMax: 1 }).catch(
      () => undefined,
    );
    if (done?.answered === 1 && done.failed === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Nothing answers on port ${port}: expected a server within 30 seconds`);
}

/** User and system time of all threads of a process; see proc(5). */
function processorSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createSocketServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function print(all) {
  const cell = (row) =>
    row === undefined
      ? "".padStart(24)
      : `${Math.round(row.perSecond)}/s ${row.microseconds.toFixed(0)} us`.padStart(24);
  console.log(
    `${"".padEnd(26)}${Object.keys(all)
      .map((name) => name.padStart(24))
      .join("")}`,
  );
  for (const name of Object.keys(workloads)) {
    console.log(
      name.padEnd(26) +
        Object.values(all)
          .map((rows) => cell(rows[name]))
          .join(""),
    );
  }
}
