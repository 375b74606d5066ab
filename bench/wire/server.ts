import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCloud } from "../../packages/cloud/src/cloud.ts";
import { createGateway } from "../../packages/cloud/src/gateway/gateway.ts";
import { accountPrincipal } from "../../packages/cloud/src/kernel/principal.ts";
import { randomIds, silentLog, wallClock } from "../../packages/core/src/index.ts";
import { openModels, RawJson } from "../../packages/wire/src/index.ts";
import { keys, storedItem } from "./requests.ts";

/** One of the servers to be measured, in a process of its own; tells its port, and its processor time when asked. */
const [, , kind = "", modelsFolder = ""] = process.argv;

const send = (message: object): void => void process.send?.(message);

if (kind === "bare") listenBare();
else if (kind === "gateway") await listenGateway();
else await listenCloud();

process.on("message", (message) => {
  if (message === "usage") send({ usage: process.cpuUsage() });
  else process.exit(0);
});

/** The least that node:http can do: read the body, send the same bytes. */
function listenBare(): void {
  const answers: Readonly<Record<string, string>> = { GetItem: `{"Item":${storedItem}}`, PutItem: "{}" };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = answers[String(request.headers["x-amz-target"]).split(".")[1] ?? ""] ?? "";
      response.writeHead(200, {
        "x-amzn-requestid": "00000000-0000-0000-0000-000000000000",
        "content-type": "application/x-amz-json-1.0",
        "x-amz-crc32": "2745614147",
        "content-length": String(Buffer.byteLength(body)),
      });
      response.end(body);
    });
  });
  server.keepAliveTimeout = 75_000;
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    send({ port: typeof address === "object" ? address?.port : undefined });
  });
}

async function listenGateway(): Promise<void> {
  const principal = accountPrincipal("000000000000");
  const credential = { secretAccessKey: keys.secretAccessKey, principal };
  const empty = {};
  const gateway = createGateway({
    door: {
      credential: () => credential,
      run: ({ operation }) => (operation === "GetItem" ? { Item: new RawJson(storedItem) } : empty),
    },
    models: openModels(new URL(modelsFolder)),
    clock: wallClock,
    wall: wallClock,
    ids: randomIds,
    log: silentLog,
  });
  send(await gateway.listen({ port: 0, host: "127.0.0.1" }));
}

/** The whole cloud with a durable folder: authorization, expressions and storage included. */
async function listenCloud(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "millrace-bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  send({ port: (await startCloud({ port: 0, folder, programPath: "" })).port });
}
