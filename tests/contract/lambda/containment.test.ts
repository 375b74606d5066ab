import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateFunctionCommand, InvokeCommand, type Runtime } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { zip } from "../../support/zip.ts";
import { createFunction, createRole, invoke, roleArn } from "./function.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
});
afterAll(() => cloud.stop());

const js = (body: string) => ({ "index.js": `exports.handler = async (event, context) => { ${body} };` });

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe("a function that misbehaves", () => {
  it("is killed when it takes more memory than it has, and serves the next event", async () => {
    await createFunction(cloud, {
      name: "greedy",
      timeoutSeconds: 20,
      files: js(
        "if (!event.greedy) return 'modest'; const all = []; for (;;) { all.push(Buffer.alloc(16e6, 1)); await new Promise((r) => setTimeout(r, 10)); }",
      ),
    });

    const { error, payload, log } = await invoke(cloud, "greedy", { greedy: true });

    expect(error).toBe("Unhandled");
    expect(payload).toMatchObject({
      errorType: "Runtime.ExitError",
      errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Runtime exited with error: signal: killed$/),
    });
    expect(log).toContain("Error Type: Runtime.OutOfMemory");
    expect((await invoke(cloud, "greedy")).payload).toBe("modest");
  });

  it("leaves no process behind when it times out", async () => {
    await createFunction(cloud, {
      name: "parent",
      timeoutSeconds: 1,
      files: js(
        "const child = require('node:child_process').spawn('sleep', ['60']); console.log('CHILD', child.pid); if (event.hang) await new Promise(() => setInterval(() => 0, 1000)); return child.pid",
      ),
    });

    const { log } = await invoke(cloud, "parent", { hang: true });

    const pid = Number(/CHILD (\d+)/.exec(log)?.[1]);
    expect(pid).toBeGreaterThan(0);
    await eventually(async () => (isAlive(pid) ? undefined : true));
    expect((await invoke(cloud, "parent")).error).toBeUndefined();
  });

  it("may print 5 MB, of which the caller sees the end", async () => {
    await createFunction(cloud, {
      name: "chatty",
      files: js("for (let n = 0; n < 5000; n++) console.log(String(n).padStart(1000, '.')); return 'said'"),
      timeoutSeconds: 20,
    });

    const { payload, log } = await invoke(cloud, "chatty");

    expect(payload).toBe("said");
    expect(Buffer.byteLength(log)).toBeLessThanOrEqual(4096);
    expect(log).toMatch(/\.4999\nEND RequestId/);
  });

  it("is told the exact words when it answers 7 MB", async () => {
    await createFunction(cloud, { name: "huge", files: js("return 'x'.repeat(7e6)") });

    expect((await invoke(cloud, "huge")).payload).toMatchObject({
      errorType: "Function.ResponseSizeTooLarge",
      errorMessage: "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
    });
  });

  it("reports what fails while it starts, each time it starts", async () => {
    await createFunction(cloud, { name: "stillborn", files: { "index.js": "throw new TypeError('at birth')" } });

    const first = await invoke(cloud, "stillborn");
    const second = await invoke(cloud, "stillborn");

    expect(first.payload).toMatchObject({ errorType: "TypeError", errorMessage: "at birth" });
    expect(second.payload).toMatchObject({ errorType: "TypeError" });
  });

  it("has files of its own, which go with it", async () => {
    await createFunction(cloud, {
      name: "writer",
      files: js(
        "const file = require('node:path').join(require('node:os').tmpdir(), 'mine'); require('node:fs').writeFileSync(file, 'x'); return file",
      ),
    });

    const { payload } = await invoke(cloud, "writer");

    expect(payload).toMatch(/\/tmp\/[0-9a-f-]{36}\/mine$/);
  });
});

describe("a function's own files", () => {
  it("take no more room than it was given, and what it has written is gone with it", async () => {
    await createFunction(cloud, {
      name: "filler",
      timeoutSeconds: 30,
      files: js(
        `const { appendFileSync, readdirSync } = require("node:fs");
         const folder = require("node:os").tmpdir();
         if (!event.fill) return readdirSync(folder);
         for (let written = 0; written < 528; written += 16) appendFileSync(folder + "/all", Buffer.alloc(16 * 1024 * 1024, 1));
         await new Promise((resolve) => setTimeout(resolve, 5_000));`,
      ),
    });

    const { error, payload } = await invoke(cloud, "filler", { fill: true });

    expect(error).toBe("Unhandled");
    expect(payload).toMatchObject({ errorMessage: expect.stringContaining("ENOSPC: no space left on device") });
  });

  it("may be as many as it was given room for", async () => {
    await createFunction(cloud, {
      name: "keeper",
      files: js(
        `const file = require("node:os").tmpdir() + "/kept";
         const { appendFileSync, statSync } = require("node:fs");
         appendFileSync(file, Buffer.alloc(1024 * 1024, 1));
         return statSync(file).size;`,
      ),
    });

    expect((await invoke(cloud, "keeper")).payload).toBe(1024 * 1024);
    expect((await invoke(cloud, "keeper")).payload).toBe(2 * 1024 * 1024);
  });
});

describe("what a function has started", () => {
  it("counts as memory of its own", async () => {
    const greedy = "const all = []; setInterval(() => all.push(Buffer.alloc(16e6, 1)), 10)";
    await createFunction(cloud, {
      name: "parents",
      timeoutSeconds: 20,
      files: js(
        `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(greedy)}]);
         await new Promise((resolve) => setTimeout(resolve, 15_000));`,
      ),
    });

    const { payload, log } = await invoke(cloud, "parents");

    expect(payload).toMatchObject({ errorMessage: expect.stringContaining("signal: killed") });
    expect(log).toContain("Error Type: Runtime.OutOfMemory");
  });
});

describe("a log in JSON", () => {
  it("has one object per line, of the levels that it asks for, Lambda's own among them", async () => {
    await cloud.lambda.send(
      new CreateFunctionCommand({
        FunctionName: "json",
        Role: roleArn,
        Runtime: "nodejs20.x",
        Handler: "index.handler",
        LoggingConfig: { LogFormat: "JSON", ApplicationLogLevel: "WARN" },
        Code: {
          ZipFile: await zip(js("console.log('unseen'); console.warn({ n: 1 }); console.error(new TypeError('x'))")),
        },
      }),
    );
    await invoke(cloud, "json");

    const records = await eventually(async () => {
      const { events = [] } = await cloud.logs
        .send(new FilterLogEventsCommand({ logGroupName: "/aws/lambda/json" }))
        .catch(() => ({ events: [] }));
      const parsed = events.map(({ message = "" }) => JSON.parse(message));
      return parsed.some(({ type }) => type === "platform.report") ? parsed : undefined;
    });

    expect(records.map(({ type, level }) => type ?? level)).toEqual([
      "platform.initStart",
      "platform.start",
      "WARN",
      "ERROR",
      "platform.report",
    ]);
    expect(records[2]).toMatchObject({ level: "WARN", message: { n: 1 }, requestId: expect.any(String) });
    expect(records[3]).toMatchObject({ errorType: "TypeError", errorMessage: "x" });
    expect(records[4]).toMatchObject({ record: { status: "success", metrics: { memorySizeMB: 128 } } });
  });
});

describe("extensions", () => {
  it("register, hear of events, and are sent telemetry", async () => {
    const { PublishLayerVersionCommand } = await import("@aws-sdk/client-lambda");
    const extension = `#!${process.execPath}
      const http = require("node:http");
      const base = "http://" + process.env.AWS_LAMBDA_RUNTIME_API + "/2020-01-01/extension";
      const server = http.createServer((request, response) => {
        let body = "";
        request.on("data", (chunk) => (body += chunk)).on("end", () => {
          for (const { type } of JSON.parse(body)) console.log("TELEMETRY " + type);
          response.end();
        });
      }).listen(0, "127.0.0.1", async () => {
        const registered = await fetch(base + "/register", {
          method: "POST",
          headers: { "Lambda-Extension-Name": "spy" },
          body: JSON.stringify({ events: ["INVOKE", "SHUTDOWN"] }),
        });
        const headers = { "Lambda-Extension-Identifier": registered.headers.get("lambda-extension-identifier") };
        console.log("REGISTERED " + (await registered.json()).functionName);
        await fetch("http://" + process.env.AWS_LAMBDA_RUNTIME_API + "/2022-07-01/telemetry", {
          method: "PUT",
          headers,
          body: JSON.stringify({
            schemaVersion: "2022-07-01",
            types: ["platform", "function"],
            buffering: { timeoutMs: 25 },
            destination: { protocol: "HTTP", URI: "http://sandbox.localdomain:" + server.address().port },
          }),
        });
        for (;;) {
          const event = await (await fetch(base + "/event/next", { headers })).json();
          console.log("EVENT " + event.eventType);
          if (event.eventType === "SHUTDOWN") process.exit(0);
        }
      });`;
    await cloud.lambda.send(
      new PublishLayerVersionCommand({
        LayerName: "spy",
        Content: { ZipFile: await zip({ "extensions/spy": extension }) },
      }),
    );
    await cloud.lambda.send(
      new CreateFunctionCommand({
        FunctionName: "spied",
        Role: roleArn,
        Runtime: "nodejs20.x" satisfies Runtime,
        Handler: "index.handler",
        Layers: ["arn:aws:lambda:eu-west-1:000000000000:layer:spy:1"],
        Code: { ZipFile: await zip(js("console.log('working'); return 'done'")) },
      }),
    );
    const { payload } = await invoke(cloud, "spied");
    await cloud.lambda.send(new InvokeCommand({ FunctionName: "spied" }));

    const lines = await eventually(async () => {
      const { events = [] } = await cloud.logs.send(new FilterLogEventsCommand({ logGroupName: "/aws/lambda/spied" }));
      const all = events.map(({ message = "" }) => message.trim());
      return all.includes("TELEMETRY platform.report") && all.includes("TELEMETRY function") ? all : undefined;
    });

    expect(payload).toBe("done");
    expect(lines).toContain("REGISTERED spied");
    expect(lines.filter((line) => line === "EVENT INVOKE")).toHaveLength(2);
  });
});
