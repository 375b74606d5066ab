import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { CreateBucketCommand, PutBucketNotificationConfigurationCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { createFunction, createRole } from "../contract/lambda/function.ts";
import { type BareCloud, startBareCloud } from "../support/bare-cloud.ts";
import { type Clients, clientsOf, closeClients, eventually } from "../support/cloud.ts";

const uploads = Number(process.env["MILLRACE_UPLOADS"] ?? 10_000);
const connections = 16;
const growthMebibytesMax = 120;
const Bucket = "burst";

/** Each event leaves one line in a file of the machine's, which no crash of the cloud can take back. */
const handler = `
  const fs = require("node:fs");
  exports.handler = async (event) => {
    for (const { s3 } of event.Records) fs.appendFileSync(process.env.SEEN, s3.object.key + "\\n");
  };
`;

describe(`${uploads} uploads in a burst, each with an event for a function`, () => {
  it("are all processed, ten at a time, in even memory, though the cloud is killed half way", async () => {
    const folder = mkdtempSync(join(tmpdir(), "millrace-burst-"));
    const seenFile = join(folder, "seen");
    let cloud = await startBareCloud(join(folder, "state"));
    const memory: number[] = [];
    try {
      await withClients(cloud, (clients) => setUp(clients, seenFile));
      const upload = (from: number, to: number) =>
        withClients(cloud, (clients) => uploadAll(clients, from, to, () => memory.push(residentMebibytes(cloud.pid))));
      await upload(0, uploads / 2);
      await cloud.end("SIGKILL");
      const seenBefore = readSeen(seenFile).length;
      cloud = await startBareCloud(join(folder, "state"));
      await upload(uploads / 2, uploads);
      const seen = await eventually(async () => {
        const all = readSeen(seenFile);
        return new Set(all).size >= uploads ? all : undefined;
      }, 600);

      const repeats = seen.length - new Set(seen).size;
      console.log(
        `${seenBefore} processed before the kill, ${repeats} processed again, memory ${Math.min(...memory)} to ${Math.max(...memory)} MiB`,
      );
      expect(new Set(seen).size).toBe(uploads);
      // What ran when the cloud was killed runs again: at most the ten, and what each of them had not yet told.
      expect(repeats).toBeLessThanOrEqual(20);
      const settled = memory.slice(Math.floor(memory.length / 10));
      expect(Math.max(...settled) - Math.min(...settled)).toBeLessThan(growthMebibytesMax);
    } finally {
      await cloud.end("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

async function withClients<Result>(cloud: BareCloud, run: (clients: Clients) => Promise<Result>): Promise<Result> {
  const clients = clientsOf(cloud.endpoint);
  try {
    return await run(clients);
  } finally {
    closeClients(clients);
  }
}

async function setUp(clients: Clients, seenFile: string): Promise<void> {
  await createRole(clients);
  await createFunction(clients, { name: "burst", files: { "index.js": handler }, variables: { SEEN: seenFile } });
  await clients.s3.send(new CreateBucketCommand({ Bucket }));
  await clients.lambda.send(
    new AddPermissionCommand({
      FunctionName: "burst",
      StatementId: "bucket",
      Action: "lambda:InvokeFunction",
      Principal: "s3.amazonaws.com",
    }),
  );
  const LambdaFunctionArn = "arn:aws:lambda:eu-west-1:000000000000:function:burst";
  await clients.s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket,
      NotificationConfiguration: {
        LambdaFunctionConfigurations: [{ LambdaFunctionArn, Events: ["s3:ObjectCreated:*"] }],
      },
    }),
  );
}

async function uploadAll({ s3 }: Clients, from: number, to: number, sample: () => void): Promise<void> {
  let next = from;
  let isDone = false;
  const client = async (): Promise<void> => {
    while (next < to) {
      const Key = `file-${next++}`;
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: "a line\n" }));
    }
  };
  const sampling = (async () => {
    for (; !isDone; await delay(200)) sample();
  })();
  await Promise.all(Array.from({ length: connections }, client));
  isDone = true;
  await sampling;
}

const readSeen = (file: string): string[] => {
  try {
    return readFileSync(file, "utf8").split("\n").filter(Boolean);
  } catch {
    return [];
  }
};

function residentMebibytes(pid: number): number {
  const [, kibibytes = "0"] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Math.round(Number(kibibytes) / 1024);
}
