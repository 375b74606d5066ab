import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root, run } from "../support/program.ts";
import { installed, obstacle, program } from "./cdk.ts";

const app = `
const { App, Stack } = require("aws-cdk-lib");
const { MillracePipeline } = require("millrace-cdk");
const stack = new Stack(new App(), "Partners");
new MillracePipeline(stack, "Orders", { definition: "pipeline", parameters: { BucketName: "partner-orders" } });
`;

const versioned = (name: string): string => {
  const { version } = JSON.parse(readFileSync(join(installed, name, "package.json"), "utf8")) as { version: string };
  return `${name}@${version}`;
};

describe.skipIf(obstacle !== undefined)(obstacle ?? "The packages, installed into an app that has nothing else", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "millrace-packed-"));
    mkdirSync(join(folder, "pipeline"));
    copyFileSync(join(root, "examples/orders/pipeline.ts"), join(folder, "pipeline/pipeline.ts"));
    writeFileSync(join(folder, "pipeline/package.json"), '{ "type": "module" }\n');
    writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
    writeFileSync(join(folder, "cdk.json"), '{ "app": "node app.cjs" }\n');
    writeFileSync(join(folder, "app.cjs"), app);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("synthesize a pipeline", async () => {
    const packages = ["-w", "millrace", "-w", "millrace-cdk", "--pack-destination", folder];
    const packed = await run("npm", ["pack", "--ignore-scripts", ...packages], { cwd: root });
    const tarballs = readdirSync(folder)
      .filter((name) => name.endsWith(".tgz"))
      .map((name) => join(folder, name));
    const wanted = [...tarballs, versioned("aws-cdk-lib"), versioned("constructs")];
    const quietly = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
    const added = await run("npm", ["install", ...quietly, ...wanted], { cwd: folder });
    const synthesized = await run(process.execPath, [program, "synth", "--json"], {
      cwd: folder,
      env: { CI: "1", CDK_DISABLE_CLI_TELEMETRY: "true", HOME: folder },
    });

    expect(packed.code).toBe(0);
    expect(tarballs).toHaveLength(2);
    expect(added.code).toBe(0);
    expect(synthesized.code).toBe(0);
    const { Resources } = JSON.parse(synthesized.out) as { Resources: Record<string, { Type: string }> };
    const types = Object.values(Resources).map(({ Type }) => Type);
    expect(types).toEqual(
      expect.arrayContaining(["AWS::DynamoDB::Table", "AWS::Lambda::Function", "AWS::StepFunctions::StateMachine"]),
    );
  });
});
