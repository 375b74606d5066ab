import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CreateFunctionCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import yazl from "yazl";
import { createRole, invoke, roleArn } from "../contract/lambda/function.ts";
import { startTestCloud, type TestCloud } from "../support/cloud.ts";

const folder = fileURLToPath(new URL("../../node_modules/.cache/runtime-clients", import.meta.url));

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
});
afterAll(() => cloud.stop());

/** A custom runtime: nothing but Amazon's client between the function and our Runtime API. */
async function create(name: string, bootstrap: string, files: Readonly<Record<string, string>>): Promise<void> {
  const file = new yazl.ZipFile();
  file.addBuffer(Buffer.from(`#!/bin/sh\n${bootstrap}\n`), "bootstrap", { mode: 0o100755 });
  for (const [path, text] of Object.entries(files)) file.addBuffer(Buffer.from(text), path);
  file.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.outputStream) chunks.push(chunk as Uint8Array);
  await cloud.lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: roleArn,
      Runtime: "provided.al2023",
      Handler: "app.handler",
      Timeout: 10,
      MemorySize: 512,
      Code: { ZipFile: Buffer.concat(chunks) },
    }),
  );
}

const clients = [
  {
    name: "aws-lambda-ric",
    bootstrap: `exec node ${join(folder, "node_modules/aws-lambda-ric/bin/index.mjs")} app.handler`,
    files: {
      "app.js": `exports.handler = async (event, context) => {
        if (event.fail) throw new RangeError("too far");
        return { n: event.n + 1, name: context.functionName, left: context.getRemainingTimeInMillis() > 5000 };
      };`,
    },
    errorType: "RangeError",
  },
  {
    name: "awslambdaric",
    bootstrap: `PYTHONPATH=${join(folder, "python")} exec python3 -m awslambdaric app.handler`,
    files: {
      "app.py": `def handler(event, context):
    if event.get("fail"):
        raise ValueError("too far")
    return {"n": event["n"] + 1, "name": context.function_name, "left": context.get_remaining_time_in_millis() > 5000}
`,
    },
    errorType: "ValueError",
  },
];

describe.each(clients)("$name on our Runtime API", ({ name, bootstrap, files, errorType }) => {
  beforeAll(() => create(name, bootstrap, files));

  it("takes events and gives answers, one after the other", async () => {
    const first = await invoke(cloud, name, { n: 1 });
    const second = await invoke(cloud, name, { n: 2 });

    expect(first.error).toBeUndefined();
    expect([first.payload, second.payload]).toEqual([
      { n: 2, name, left: true },
      { n: 3, name, left: true },
    ]);
  });

  it("reports the function's errors, and goes on", async () => {
    const { error, payload } = await invoke(cloud, name, { fail: true });

    expect(error).toBe("Unhandled");
    expect(payload).toMatchObject({ errorType, errorMessage: "too far" });
    expect((await invoke(cloud, name, { n: 3 })).payload).toMatchObject({ n: 4 });
  });
});
