import { CreateFunctionCommand, type Runtime } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import yazl from "yazl";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createRole, invoke, roleArn } from "./function.ts";

interface Entry {
  readonly name: string;
  readonly content: Buffer;
  readonly mode?: number;
}

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
});
afterAll(() => cloud.stop());

async function zipOf(entries: readonly Entry[]): Promise<Buffer> {
  const file = new yazl.ZipFile();
  for (const { name, content, mode } of entries) file.addBuffer(content, name, mode === undefined ? {} : { mode });
  file.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.outputStream) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

const create = (FunctionName: string, ZipFile: Buffer, Runtime: Runtime = "nodejs20.x") =>
  cloud.lambda.send(
    new CreateFunctionCommand({ FunctionName, Role: roleArn, Runtime, Handler: "index.handler", Code: { ZipFile } }),
  );

describe("code that is no code", () => {
  it("is refused when it would be larger than 250 MB unzipped", async () => {
    const half = Buffer.alloc(131_072_001);
    const bomb = await zipOf(["a", "b"].map((name) => ({ name, content: half })));

    expect(bomb.length).toBeLessThan(1_000_000);
    await expect(create("bomb", bomb)).rejects.toThrow("Unzipped size must be smaller than 262144000 bytes");
  });

  it("is refused when it has links, which may lead anywhere", async () => {
    const linked = await zipOf([{ name: "index.js", content: Buffer.from("/etc/passwd"), mode: 0o120777 }]);

    await expect(create("linked", linked)).rejects.toThrow("Could not unzip uploaded file.");
  });

  it("is found out when it is larger than it says, and takes no more room than that", async () => {
    const liar = await zipOf([{ name: "index.js", content: Buffer.alloc(50_000_000, "x") }]);
    // The size in the central directory, 24 bytes behind its signature.
    liar.writeUInt32LE(10, liar.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24);
    await create("liar", liar);

    await expect(invoke(cloud, "liar")).rejects.toThrow("Lambda could not unzip the deployment package.");
  });

  it("is reported by the words of the runtime when a custom runtime brings nothing to start", async () => {
    await create("empty", await zipOf([{ name: "readme", content: Buffer.from("x") }]), "provided.al2023");

    const { error, payload } = await invoke(cloud, "empty");

    expect(error).toBe("Unhandled");
    expect(payload).toMatchObject({
      errorType: "Runtime.InvalidEntrypoint",
      errorMessage: expect.stringMatching(
        /^RequestId: \S+ Error: Couldn't find valid bootstrap\(s\): \[\/var\/task\/bootstrap \/opt\/bootstrap\]$/,
      ),
    });
  });

  it("is reported as well when what it brings is for another machine", async () => {
    // The head of a program for a processor that nobody has.
    const elf = Buffer.alloc(64);
    elf.write("\x7fELF\x02\x01\x01", "latin1");
    elf.writeUInt16LE(2, 16);
    elf.writeUInt16LE(0xfefe, 18);
    await create("foreign", await zipOf([{ name: "bootstrap", content: elf, mode: 0o100755 }]), "provided.al2023");

    const { payload } = await invoke(cloud, "foreign");

    expect(payload).toMatchObject({
      errorType: "Runtime.InvalidEntrypoint",
      errorMessage: expect.stringMatching(/fork\/exec \/var\/task\/bootstrap: exec format error$/),
    });
  });
});
