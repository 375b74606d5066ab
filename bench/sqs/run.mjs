/**
 * Messages through a queue, beside a bare node:http server: SendMessage, ReceiveMessage and DeleteMessage, one after another on
 * each connection, signed, over the same sockets.
 * usage: node tools/build.mjs && node bench/sqs/run.mjs [--seconds 5] [--bytes 200] [--connections 32]
 * Ours writes to disk; microseconds are processor time of the server's process alone.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer as createSocketServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Client } from "./client.mjs";

const { values: options } = parseArgs({
  options: {
    seconds: { type: "string", default: "5" },
    bytes: { type: "string", default: "200" },
    connections: { type: "string", default: "32" },
  },
});
const ticksPerSecond = 100;
const folder = mkdtempSync(join(tmpdir(), "millrace-bench-"));
const body = "x".repeat(Number(options.bytes));

const rows = [
  ["bare node:http", (port) => ["-e", `(${bareServer.toString()})(require("node:http").createServer, ${port})`]],
  ["standard", (port) => ["packages/cli/bin/millrace.cjs", "cloud", "--data", join(folder, "a"), "--port", port]],
  ["fifo", (port) => ["packages/cli/bin/millrace.cjs", "cloud", "--data", join(folder, "b"), "--port", port]],
];
let best = 0;
let sent = 0;
for (const [name, words] of rows) {
  const { perSecond, microseconds } = await measured(name, words);
  best ||= perSecond;
  const share = `${Math.round((perSecond / best) * 100)} %`;
  console.log(
    `${name.padEnd(16)} ${Math.round(perSecond).toString().padStart(7)} messages/s ${microseconds.toFixed(0).padStart(5)} us ${share.padStart(6)}`,
  );
}
rmSync(folder, { recursive: true, force: true });

async function measured(name, words) {
  const port = String(await freePort());
  const child = spawn(process.execPath, words(port), { stdio: "ignore" });
  try {
    const clients = await connected(port);
    const isFifo = name === "fifo";
    const QueueName = isFifo ? "bench.fifo" : "bench";
    const Attributes = isFifo ? { FifoQueue: "true", ContentBasedDeduplication: "false" } : {};
    const { QueueUrl } = await clients[0].call("CreateQueue", { QueueName, Attributes });
    await cycles(clients, QueueUrl, isFifo, 2);
    const before = processorSeconds(child.pid);
    const done = await cycles(clients, QueueUrl, isFifo, Number(options.seconds));
    const microseconds = ((processorSeconds(child.pid) - before) * 1e6) / done.messages;
    for (const client of clients) client.end();
    return { perSecond: done.perSecond, microseconds };
  } finally {
    child.kill("SIGKILL");
  }
}

async function cycles(clients, QueueUrl, isFifo, seconds) {
  const started = performance.now();
  const until = started + seconds * 1000;
  let messages = 0;
  const cycle = async (client, at) => {
    while (performance.now() < until) {
      const more = isFifo ? { MessageGroupId: `g${at}`, MessageDeduplicationId: String(sent++) } : {};
      await client.call("SendMessage", { QueueUrl, MessageBody: body, ...more });
      const { Messages = [] } = await client.call("ReceiveMessage", { QueueUrl });
      const [message] = Messages;
      if (message === undefined) continue;
      await client.call("DeleteMessage", { QueueUrl, ReceiptHandle: message.ReceiptHandle });
      messages++;
    }
  };
  await Promise.all(clients.map(cycle));
  return { messages, perSecond: messages / ((performance.now() - started) / 1000) };
}

/** What a server could do at best that knows no queues: it answers with as many bytes. */
function bareServer(create, port) {
  const answers = {
    CreateQueue: { QueueUrl: "http://127.0.0.1/000000000000/bench" },
    SendMessage: { MD5OfMessageBody: "0".repeat(32), MessageId: "0".repeat(36) },
    ReceiveMessage: {
      Messages: [
        { MessageId: "0".repeat(36), ReceiptHandle: "0".repeat(52), MD5OfBody: "0".repeat(32), Body: "x".repeat(200) },
      ],
    },
    DeleteMessage: {},
  };
  create((incoming, answer) => {
    incoming.on("data", () => undefined);
    incoming.on("end", () => {
      const text = JSON.stringify(answers[incoming.headers["x-amz-target"].split(".")[1]]);
      answer.writeHead(200, { "content-type": "application/x-amz-json-1.0", "content-length": text.length });
      answer.end(text);
    });
  }).listen(port, "127.0.0.1");
}

async function connected(port) {
  for (let tries = 0; tries < 100; tries++) {
    try {
      return await Promise.all(Array.from({ length: Number(options.connections) }, () => Client.open(port)));
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error(`Nothing answers on port ${port}: expected a server within 10 seconds`);
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
