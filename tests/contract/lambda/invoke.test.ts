import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { InvokeCommand, ResourceNotFoundException, UpdateFunctionCodeCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { zip } from "../../support/zip.ts";
import { createFunction, createRole, invoke } from "./function.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
});
afterAll(() => cloud.stop());

const js = (body: string) => ({ "index.js": `exports.handler = async (event, context) => { ${body} };` });

describe("Invoke of a Node.js function", () => {
  it("answers what the handler returns, with the event and the context of AWS", async () => {
    await createFunction(cloud, {
      name: "echo",
      files: js(
        "return { event, name: context.functionName, arn: context.invokedFunctionArn, memory: context.memoryLimitInMB, left: context.getRemainingTimeInMillis() > 3000, group: context.logGroupName, region: process.env.AWS_REGION, root: process.cwd() === process.env.LAMBDA_TASK_ROOT }",
      ),
    });

    const { payload, error } = await invoke(cloud, "echo", { a: "ü" });

    expect(error).toBeUndefined();
    expect(payload).toEqual({
      event: { a: "ü" },
      name: "echo",
      arn: "arn:aws:lambda:eu-west-1:000000000000:function:echo",
      memory: "128",
      left: true,
      group: "/aws/lambda/echo",
      region: "eu-west-1",
      root: true,
    });
  });

  it("runs ES modules and callbacks too", async () => {
    await createFunction(cloud, {
      name: "esm",
      files: { "index.mjs": "export const handler = async () => import.meta.url.startsWith('file:')" },
    });
    await createFunction(cloud, {
      name: "callback",
      files: { "src/app.js": "exports.run = (event, context, done) => setImmediate(() => done(null, 'late'))" },
      handler: "src/app.run",
    });

    await createFunction(cloud, {
      name: "patient",
      files: {
        "index.js":
          "exports.handler = (event, context, done) => { let late = 0; setTimeout(() => (late = 1), 30); done(null, { get late() { return late } }) }",
      },
    });
    await createFunction(cloud, { name: "silent", files: js("await new Promise(() => 0)") });

    expect((await invoke(cloud, "esm")).payload).toBe(true);
    expect((await invoke(cloud, "patient")).payload).toEqual({ late: 1 });
    expect((await invoke(cloud, "silent")).payload).toBeNull();
    expect((await invoke(cloud, "callback")).payload).toBe("late");
  });

  it("keeps an environment warm for the next event, and makes a new one for new code", async () => {
    const counter = (step: number) => ({ "index.js": `let n = 0; exports.handler = async () => (n += ${step});` });
    await createFunction(cloud, { name: "warm", files: counter(1) });
    const first = await invoke(cloud, "warm");
    const second = await invoke(cloud, "warm");
    await cloud.lambda.send(new UpdateFunctionCodeCommand({ FunctionName: "warm", ZipFile: await zip(counter(10)) }));
    const third = await invoke(cloud, "warm");

    expect([first.payload, second.payload, third.payload]).toEqual([1, 2, 10]);
  });

  it("lets a function set the global awslambda, as AWS's SDK does when it is loaded", async () => {
    const source = `globalThis.awslambda = globalThis.awslambda || {};
      exports.handler = async () => typeof awslambda.streamifyResponse`;
    await createFunction(cloud, { name: "sets-global", files: { "index.js": source } });

    expect((await invoke(cloud, "sets-global")).payload).toBe("function");
  });

  it("reports a thrown error with its type, message and trace", async () => {
    await createFunction(cloud, { name: "throws", files: js("throw new TypeError('bad order')") });

    const { error, payload, log } = await invoke(cloud, "throws");

    expect(error).toBe("Unhandled");
    expect(payload).toMatchObject({ errorType: "TypeError", errorMessage: "bad order" });
    expect((payload as { trace: string[] }).trace[0]).toBe("TypeError: bad order");
    expect(log).toMatch(/ERROR\tInvoke Error \t\{"errorType":"TypeError","errorMessage":"bad order","stack":\[/);
  });

  it("ends a function that takes too long, and serves the next event", async () => {
    await createFunction(cloud, {
      name: "slow",
      files: js("if (event.slow) for (;;); return 'quick'"),
      timeoutSeconds: 1,
    });

    const { error, payload, log } = await invoke(cloud, "slow", { slow: true });

    expect(error).toBe("Unhandled");
    expect(payload).toMatchObject({
      errorType: "Sandbox.Timedout",
      errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 1\.00 seconds$/),
    });
    expect(log).toContain("Task timed out after 1.00 seconds");
    expect((await invoke(cloud, "slow")).payload).toBe("quick");
  });

  it.each([
    ["process.exit(3)", "Runtime exited with error: exit status 3"],
    ["process.exit(0)", "Runtime exited without providing a reason"],
    ["process.kill(process.pid, 'SIGKILL'); await new Promise(() => 0)", "Runtime exited with error: signal: killed"],
  ])("says how a process ended that ran %s", async (code, reason) => {
    const name = `exit-${reason.replace(/\W/g, "-")}`;
    await createFunction(cloud, { name, files: js(code) });

    const { error, payload } = await invoke(cloud, name);

    expect(error).toBe("Unhandled");
    expect(payload).toMatchObject({
      errorType: "Runtime.ExitError",
      errorMessage: expect.stringMatching(new RegExp(`^RequestId: \\S+ Error: ${reason}$`)),
    });
  });

  it.each([
    ["index.none", "Runtime.HandlerNotFound", "index.none is undefined or not exported"],
    ["missing.handler", "Runtime.ImportModuleError", "Error: Cannot find module 'missing'"],
    ["handler", "Runtime.MalformedHandlerName", "Bad handler"],
  ])("refuses the handler %s as %s", async (handler, errorType, message) => {
    const name = `handler-${handler.replace(".", "-")}`;
    await createFunction(cloud, { name, handler, files: js("return 1") });

    const { error, payload } = await invoke(cloud, name);

    expect(error).toBe("Unhandled");
    expect(payload).toMatchObject({ errorType, errorMessage: expect.stringContaining(message) });
  });

  it("reports a syntax error in the module", async () => {
    await createFunction(cloud, { name: "syntax", files: { "index.js": "exports.handler = (" } });

    const { payload } = await invoke(cloud, "syntax");

    expect(payload).toMatchObject({ errorType: "Runtime.UserCodeSyntaxError" });
  });

  it("refuses a result that is no JSON, and one larger than 6 MB", async () => {
    await createFunction(cloud, { name: "cyclic", files: js("const a = {}; a.a = a; return a") });
    await createFunction(cloud, { name: "large", files: js("return 'x'.repeat(7e6)") });

    expect((await invoke(cloud, "cyclic")).payload).toMatchObject({ errorType: "Runtime.UnableToStringifyResponse" });
    expect((await invoke(cloud, "large")).payload).toMatchObject({ errorType: "Function.ResponseSizeTooLarge" });
    expect((await invoke(cloud, "echo")).error).toBeUndefined();
  });

  it("says that a function does not exist, in the client's own class", async () => {
    const called = cloud.lambda.send(new InvokeCommand({ FunctionName: "none" }));

    await expect(called).rejects.toThrow(ResourceNotFoundException);
    await expect(called).rejects.toThrow("Function not found: arn:aws:lambda:eu-west-1:000000000000:function:none");
  });

  it("writes what is printed after the answer, too", async () => {
    await createFunction(cloud, {
      name: "afterwards",
      files: js("setTimeout(() => console.log('printed', 'afterwards'), 50)"),
    });
    await invoke(cloud, "afterwards");

    const message = await eventually(async () => {
      const { events = [] } = await cloud.logs.send(
        new FilterLogEventsCommand({ logGroupName: "/aws/lambda/afterwards", filterPattern: '"printed afterwards"' }),
      );
      return events[0]?.message;
    });

    expect(message).toContain("INFO\tprinted afterwards");
  });

  it("writes what is printed into the function's log group, messages of many lines as one", async () => {
    await createFunction(cloud, {
      name: "prints",
      files: js("console.log('one\\ntwo'); console.error({ level: 'high' }); process.stdout.write('raw\\n'); return 1"),
    });
    await invoke(cloud, "prints");

    const events = await eventually(async () => {
      const answer = await cloud.logs.send(new FilterLogEventsCommand({ logGroupName: "/aws/lambda/prints" }));
      return answer.events?.some(({ message }) => message?.startsWith("REPORT")) ? answer.events : undefined;
    });

    const messages = events.map(({ message }) => message ?? "");
    expect(messages.some((message) => /\tINFO\tone\ntwo\n$/.test(message))).toBe(true);
    expect(messages.some((message) => /\tERROR\t\{ level: 'high' \}\n$/.test(message))).toBe(true);
    expect(messages).toContain("raw\n");
    expect(messages.filter((message) => /^(START|END|REPORT) RequestId/.test(message))).toHaveLength(3);
  });
});

describe("a state folder inside somebody's package of ES modules", () => {
  it("lets functions be CommonJS all the same, as nothing stands above a function on AWS", async () => {
    const folder = mkdtempSync(join(tmpdir(), "millrace-package-"));
    writeFileSync(join(folder, "package.json"), '{"type":"module"}');
    const inside = await startTestCloud({ folder: join(folder, ".millrace") });
    await createRole(inside);
    await createFunction(inside, { name: "common", files: js("return typeof module") });

    const { payload } = await invoke(inside, "common");
    await inside.stop();
    rmSync(folder, { recursive: true });

    expect(payload).toBe("object");
  });
});

describe("Invoke of a Python function", () => {
  it("answers, logs, and reports errors as the Python runtime does", async () => {
    await createFunction(cloud, {
      name: "python",
      runtime: "python3.12",
      handler: "app.handler",
      files: {
        "app.py": [
          "import logging",
          "logging.getLogger().setLevel(logging.INFO)",
          "def handler(event, context):",
          "    print('hello', event['n'])",
          "    logging.info('logged')",
          "    if event['n'] < 0: raise ValueError('negative')",
          "    return {'n': event['n'] + 1, 'name': context.function_name, 'ü': 'ü'}",
        ].join("\n"),
      },
    });

    const good = await invoke(cloud, "python", { n: 1 });
    const bad = await invoke(cloud, "python", { n: -1 });

    expect(good.payload).toEqual({ n: 2, name: "python", ü: "ü" });
    expect(good.log).toContain("hello 1");
    expect(good.log).toMatch(/\[INFO\]\t\S+Z\t\S+\tlogged/);
    expect(bad.payload).toMatchObject({ errorType: "ValueError", errorMessage: "negative" });
    expect((bad.payload as { stackTrace: string[] }).stackTrace[0]).toContain('app.py", line 6, in handler');
  });

  it("finds what the machine has installed, and ends when it is told to", async () => {
    await createFunction(cloud, {
      name: "py-site",
      runtime: "python3.12",
      handler: "app.handler",
      files: {
        "app.py":
          "import sys\ndef handler(event, context):\n    if event.get('leave'): exit(4)\n    return [any(p.endswith('-packages') for p in sys.path), 'bootstrap' in ''.join(sys.path)]\n",
      },
    });

    expect((await invoke(cloud, "py-site")).payload).toEqual([true, false]);
    expect((await invoke(cloud, "py-site", { leave: true })).payload).toMatchObject({
      errorMessage: expect.stringContaining("Runtime exited with error: exit status 4"),
    });
  });

  it("logs in JSON where it is told to, from its level on", async () => {
    await createFunction(cloud, {
      name: "py-json",
      runtime: "python3.12",
      handler: "app.handler",
      format: "JSON",
      files: {
        "app.py":
          "import logging\ndef handler(event, context):\n    logging.debug('unseen')\n    logging.warning('seen %s', 1)\n    raise ValueError('bad')\n",
      },
    });

    const { log } = await invoke(cloud, "py-json");

    const lines = log
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toContainEqual(expect.objectContaining({ level: "WARNING", message: "seen 1", logger: "root" }));
    expect(lines).toContainEqual(expect.objectContaining({ log_level: "ERROR", errorType: "ValueError" }));
    expect(log).not.toContain("unseen");
  });

  it("names a module or handler that is not there", async () => {
    const files = { "app.py": "x = 1" };
    await createFunction(cloud, { name: "py-module", runtime: "python3.12", handler: "none.handler", files });
    await createFunction(cloud, { name: "py-handler", runtime: "python3.12", handler: "app.handler", files });

    expect((await invoke(cloud, "py-module")).payload).toMatchObject({
      errorType: "Runtime.ImportModuleError",
      errorMessage: "Unable to import module 'none': No module named 'none'",
    });
    expect((await invoke(cloud, "py-handler")).payload).toMatchObject({
      errorType: "Runtime.HandlerNotFound",
      errorMessage: "Handler 'handler' missing on module 'app'",
    });
  });
});

describe("Invoke with InvocationType Event", () => {
  it("runs the event later, and again a minute after it failed", async () => {
    await createFunction(cloud, {
      name: "later",
      files: js("console.log('got ' + event.n); throw new Error('again')"),
    });
    const { StatusCode } = await cloud.lambda.send(
      new InvokeCommand({ FunctionName: "later", InvocationType: "Event", Payload: Buffer.from('{"n":7}') }),
    );
    const runs = (count: number, secondsMax = 20) =>
      eventually(async () => {
        const logGroupName = "/aws/lambda/later";
        const { events } = await cloud.logs
          .send(new FilterLogEventsCommand({ logGroupName, filterPattern: '"got 7"' }))
          .catch(() => ({ events: [] }));
        return (events?.length ?? 0) >= count || undefined;
      }, secondsMax);

    expect(StatusCode).toBe(202);
    await runs(1);
    // The failure may not have been noted yet when its log line is seen, so time goes on until it has.
    await eventually(async () => {
      cloud.cloud.advanceClock(60_000);
      return runs(2, 0.2).catch(() => undefined);
    });
  });
});
