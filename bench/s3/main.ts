/**
 * S3 against a bare HTTP server that writes the same bytes with the same fsync policy, both as processes of their own.
 * Requests are signed once per key, bodies carry a CRC32 as the SDK's do; what is measured is the server.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { run } from "./load.ts";

const mebibyte = 1024 * 1024;
const rounds = 3;

interface Shape {
  readonly name: string;
  readonly bytes: number;
  readonly count: number;
  readonly connections: number;
}

const shapes: readonly Shape[] = [
  { name: "1 KiB", bytes: 1024, count: 6000, connections: 16 },
  { name: "64 MiB", bytes: 64 * mebibyte, count: 8, connections: 2 },
];

export async function main(bareServer: string, durability: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-s3-"));
  const ours = await start([
    "packages/cli/bin/millrace.cjs",
    "cloud",
    "--data",
    join(folder, "ours"),
    "--port",
    "0",
    "--json",
    "--durability",
    durability,
  ]);
  const bare = await start([bareServer, folder, durability]);
  try {
    await run({
      port: ours.port,
      count: 1,
      connections: 1,
      request: () => [request("PUT", "/bench", Buffer.alloc(0))],
    });
    for (const shape of shapes) await compare(shape, { ours: ours.port, bare: bare.port });
  } finally {
    for (const { child } of [ours, bare]) child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Both in turn, so that whatever else the machine does is shared; the best round counts. */
async function compare(shape: Shape, ports: { readonly ours: number; readonly bare: number }): Promise<void> {
  const body = Buffer.alloc(shape.bytes, "a page of bytes that is as good as any other ");
  const requests = {
    PUT: prepare(shape, (at) => [request("PUT", `/bench/${at}`, body), body]),
    GET: prepare(shape, (at) => [request("GET", `/bench/${at}`, undefined)]),
  };
  for (const [method, made] of Object.entries(requests)) {
    const best = { ours: Number.POSITIVE_INFINITY, bare: Number.POSITIVE_INFINITY };
    for (let round = 0; round < rounds; round++) {
      for (const side of ["ours", "bare"] as const) {
        const seconds = await run({ ...shape, port: ports[side], request: (at) => made[at] ?? [] });
        best[side] = Math.min(best[side], seconds);
      }
    }
    report(`${method} ${shape.name}`, shape, best);
  }
}

const prepare = (shape: Shape, make: (at: number) => readonly Buffer[]): (readonly Buffer[])[] =>
  Array.from({ length: shape.count }, (_, at) => make(at));

function report(name: string, { bytes, count }: Shape, best: { readonly ours: number; readonly bare: number }): void {
  const isLarge = bytes >= mebibyte;
  const rate = (seconds: number): string =>
    isLarge ? `${((bytes * count) / mebibyte / seconds).toFixed(0)} MiB/s` : `${(count / seconds).toFixed(0)} /s`;
  const share = ((100 * best.bare) / best.ours).toFixed(0);
  console.log(
    `${name.padEnd(12)} ours ${rate(best.ours).padStart(12)}   bare ${rate(best.bare).padStart(12)}   ${share}%`,
  );
}

interface Server {
  readonly child: ChildProcess;
  readonly port: number;
}

function start(words: readonly string[]): Promise<Server> {
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.stdout.once("data", (line: Buffer) => {
      const { port }: { port: number } = JSON.parse(line.toString("utf8").split("\n")[0] ?? "");
      resolve({ child, port });
    });
  });
}

const region = "us-east-1";
const scope = (day: string): string => `${day}/${region}/s3/aws4_request`;

/** The head of a request, signed as the SDK signs over plain HTTP: the body by its CRC32 and the hash of its bytes. */
function request(method: string, path: string, body: Buffer | undefined): Buffer {
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const hash = createHash("sha256")
    .update(body ?? "")
    .digest("hex");
  const headers: Record<string, string> = {
    host: "127.0.0.1",
    "x-amz-content-sha256": hash,
    "x-amz-date": time,
    ...(body === undefined || body.length === 0 ? {} : { "x-amz-checksum-crc32": crc32Base64(body) }),
  };
  const names = Object.keys(headers).sort();
  const canonical = [method, path, "", ...names.map((name) => `${name}:${headers[name]}`), "", names.join(";"), hash];
  const day = time.slice(0, 8);
  const digest = createHash("sha256").update(canonical.join("\n")).digest("hex");
  const toSign = ["AWS4-HMAC-SHA256", time, scope(day), digest].join("\n");
  const key = [day, region, "s3", "aws4_request"].reduce<Buffer | string>(hmac, "AWS4test");
  const signature = hmac(key, toSign).toString("hex");
  const authorization = `AWS4-HMAC-SHA256 Credential=test/${scope(day)}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
  const lines = Object.entries({ ...headers, authorization, "content-length": String(body?.length ?? 0) });
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.map((pair) => pair.join(": ")).join("\r\n")}\r\n\r\n`);
}

const hmac = (key: Buffer | string, text: string): Buffer => createHmac("sha256", key).update(text).digest();

function crc32Base64(bytes: Buffer): string {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum.toString("base64");
}
