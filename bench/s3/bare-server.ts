/**
 * The least that keeps bytes: a bare HTTP server that writes each body to a file of its own and reads it back.
 * Runs as a process: `bare-server FOLDER process|full`; prints its port.
 */

import { createReadStream } from "node:fs";
import { open, rename, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

const [, , folder = ".", durability = "process"] = process.argv;
let sequence = 0;

async function put(request: IncomingMessage, path: string): Promise<void> {
  const partial = join(folder, `partial-${sequence++}`);
  const file = await open(partial, "wx");
  for await (const chunk of request) await file.write(chunk as Buffer);
  if (durability === "full") await file.sync();
  await file.close();
  await rename(partial, path);
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = join(folder, encodeURIComponent(request.url ?? ""));
  if (request.method === "PUT") {
    await put(request, path);
    response.writeHead(200, { "content-length": 0 }).end();
    return;
  }
  const { size } = await stat(path);
  response.writeHead(200, { "content-length": size });
  createReadStream(path, { highWaterMark: 256 * 1024 }).pipe(response);
}

const server = createServer((request, response) => {
  serve(request, response).catch(() => response.writeHead(500).end());
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
});
