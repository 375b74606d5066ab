import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { CreateBucketCommand, HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFunction, createRole } from "../contract/lambda/function.ts";
import { type BareCloud, startBareCloud } from "../support/bare-cloud.ts";
import { type Clients, clientsOf, closeClients, eventually } from "../support/cloud.ts";
import { processesWith } from "../support/processes.ts";

const mark = `stop-${process.pid}`;
const msMax = 1_000;
const Bucket = "stop";
let folder: string;
let cloud: BareCloud;
let clients: Clients;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "millrace-stop-"));
  cloud = await startBareCloud(folder);
  clients = clientsOf(cloud.endpoint);
});
afterEach(async () => {
  closeClients(clients);
  await cloud.end("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Functions that would rather go on: one computes for ever, one waits with a program of its own beside it. */
const stubborn = {
  busy: "exports.handler = async () => { for (;;); }",
  asleep: `
    const { spawn } = require("node:child_process");
    exports.handler = () => {
      process.on("SIGTERM", () => undefined);
      spawn("/bin/sh", ["-c", "trap '' TERM HUP; sleep 300"], { stdio: "inherit" });
      return new Promise((resolve) => setTimeout(resolve, 300_000));
    };`,
};

/** Invokes both, and waits until their processes and what they start are there: shell and sleep count on their own. */
async function runStubbornFunctions(): Promise<void> {
  await createRole(clients);
  for (const [name, code] of Object.entries(stubborn)) {
    await createFunction(clients, {
      name,
      files: { "index.js": code },
      timeoutSeconds: 300,
      variables: { MARK: mark },
    });
    void clients.lambda.send(new InvokeCommand({ FunctionName: name })).catch(() => undefined);
  }
  await eventually(async () => processesWith(mark).length >= 4 || undefined);
}

/** An upload that never ends. Resolves when its first bytes are on their way. */
function uploadForEver(): Promise<void> {
  return new Promise((begun) => {
    const body = new Readable({
      read() {
        setImmediate(() => {
          if (this.push(Buffer.alloc(64 * 1024))) begun();
        });
      },
    });
    clients.s3
      .send(new PutObjectCommand({ Bucket, Key: "endless", Body: body, ContentLength: 4 * 1024 ** 3 }))
      .catch(() => undefined)
      .finally(() => body.destroy());
  });
}

describe.each(["SIGTERM", "SIGINT"] as const)("%s", (signal) => {
  it("ends the cloud at once, with code 0 and without a word", async () => {
    const { code, ms } = await cloud.end(signal);

    expect(code).toBe(0);
    expect(ms).toBeLessThan(msMax);
    expect(cloud.output().trim().split("\n")).toHaveLength(1);
  });

  it("ends functions that will not end and what they have started, and uploads that flow", async () => {
    await clients.s3.send(new CreateBucketCommand({ Bucket }));
    await runStubbornFunctions();
    await uploadForEver();

    const { code, ms } = await cloud.end(signal);

    expect(processesWith(mark)).toEqual([]);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(msMax);
    expect(cloud.output().trim().split("\n")).toHaveLength(1);
  });

  it("leaves a folder that the next start finds in order", async () => {
    await clients.s3.send(new CreateBucketCommand({ Bucket }));
    await clients.s3.send(new PutObjectCommand({ Bucket, Key: "kept", Body: "x" }));
    await uploadForEver();
    await cloud.end(signal);

    cloud = await startBareCloud(folder);
    closeClients(clients);
    clients = clientsOf(cloud.endpoint);

    await expect(clients.s3.send(new HeadObjectCommand({ Bucket, Key: "kept" }))).resolves.toMatchObject({
      ContentLength: 1,
    });
    await expect(clients.s3.send(new HeadObjectCommand({ Bucket, Key: "endless" }))).rejects.toMatchObject({
      name: "NotFound",
    });
  });
});

describe("SIGKILL", () => {
  it("takes functions with it that will not end, and what they have started", async () => {
    await runStubbornFunctions();

    await cloud.end("SIGKILL");

    await eventually(async () => processesWith(mark).length === 0 || undefined, 2);
  });
});
