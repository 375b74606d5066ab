import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { examples } from "../../examples/examples.ts";
import { root, run } from "../../support/program.ts";
import { type Plugin, startPlugin } from "../plugin/plugin.ts";
import { mirror, modulesFolder, obstacle, Workspace } from "../terraform.ts";

const modules = readdirSync(modulesFolder).sort();

describe("the README of a module", () => {
  it("says what it takes and makes (node tools/write-module-readmes.mjs writes all of them anew)", async () => {
    const { code, err } = await run(process.execPath, [join(root, "tools/write-module-readmes.mjs"), "--check"]);

    expect(err).toBe("");
    expect(code).toBe(0);
  });
});

/** The blocks of a file that stand at its left edge, such as `variable "name" {`. */
function blocksOf(module: string, file: string, kind: string): { readonly name: string; readonly body: string }[] {
  const text = readFileSync(join(modulesFolder, module, file), "utf8");
  return [...text.matchAll(new RegExp(`^${kind} "([^"]+)" \\{\\n([\\s\\S]*?)^\\}`, "gm"))].map(
    ([, name = "", body = ""]) => ({
      name,
      body,
    }),
  );
}

describe.each(modules)("the module %s", (module) => {
  it("describes and types whatever it takes, and switches nothing off", () => {
    const variables = blocksOf(module, "variables.tf", "variable");

    expect(variables.length).toBeGreaterThan(1);
    expect(variables.filter(({ body }) => !/^ {2}description += "[^"]{10}/m.test(body))).toEqual([]);
    expect(variables.filter(({ body }) => !/^ {2}type +=/m.test(body))).toEqual([]);
    expect(variables.filter(({ name }) => /^(?:create|enable)_/.test(name))).toEqual([]);
  });

  it("describes whatever it gives", () => {
    const outputs = blocksOf(module, "outputs.tf", "output");

    expect(outputs.filter(({ body }) => !/^ {2}description += "[^"]{5}/m.test(body))).toEqual([]);
  });

  it("has a test of each variable that refuses values", () => {
    const tests = readdirSync(join(modulesFolder, module, "tests")).filter((file) => file.endsWith(".tftest.hcl"));
    const text = tests.map((file) => readFileSync(join(modulesFolder, module, "tests", file), "utf8")).join("");
    const refusing = blocksOf(module, "variables.tf", "variable").filter(({ body }) => body.includes("validation {"));

    expect(refusing.filter(({ name }) => !text.includes(`expect_failures = [var.${name}]`))).toEqual([]);
  });
});

if (obstacle !== undefined) process.stderr.write(`Terraform's tests are skipped: ${obstacle}\n`);

/** An account to plan for. */
const account = {
  aws_availability_zones: { names: ["eu-west-1a", "eu-west-1b", "eu-west-1c"] },
  aws_caller_identity: { account_id: "123456789012" },
  aws_partition: { partition: "aws", dns_suffix: "amazonaws.com" },
  aws_region: { id: "eu-west-1", name: "eu-west-1", region: "eu-west-1" },
};

describe.skipIf(obstacle !== undefined)("terraform", () => {
  let plugin: Plugin | undefined;
  let workspace: Workspace;
  beforeAll(async () => {
    plugin = mirror === undefined ? await startPlugin(account) : undefined;
    workspace = new Workspace(undefined, undefined, plugin);
  });
  afterAll(() => {
    workspace.remove();
    plugin?.stop();
  });

  /** The root of an example, ready to be used, with its state in the folder. */
  async function openRoot(name: string): Promise<string> {
    workspace.copy(modulesFolder, "terraform/modules");
    const infrastructure = join(root, "examples", name, "infrastructure/terraform");
    const folder = workspace.copy(infrastructure, `examples/${name}/infrastructure/terraform`);
    writeFileSync(join(folder, "override.tf"), 'terraform {\n  backend "local" {}\n}\n');
    writeFileSync(join(folder, "function.zip"), "");
    expect(await workspace.run(folder, "init", "-no-color")).toMatchObject({ code: 0 });
    return folder;
  }

  it.each(modules)("tests the module %s, and its example is valid", async (name) => {
    const folder = workspace.copy(join(modulesFolder, name), name);
    expect(await workspace.run(folder, "init", "-backend=false", "-no-color")).toMatchObject({ code: 0 });

    const tested = await workspace.run(folder, "test", "-no-color");
    expect(tested.out).toMatch(/Success! [1-9]\d* passed, 0 failed/);
    const example = join(folder, "examples/basic");
    expect(await workspace.run(example, "init", "-backend=false", "-no-color")).toMatchObject({ code: 0 });
    expect(await workspace.run(example, "validate", "-no-color")).toMatchObject({ code: 0, err: "" });
  });

  it("has nothing to format in the modules", async () => {
    expect(await workspace.run(modulesFolder, "fmt", "-check", "-diff", "-recursive")).toMatchObject({
      code: 0,
      out: "",
    });
  });

  it.each(examples)("finds the root of examples/$name valid", async ({ name }) => {
    const folder = await openRoot(name);

    expect(await workspace.run(folder, "validate", "-no-color")).toMatchObject({ code: 0 });
  });

  it.skipIf(mirror !== undefined).each(examples)("plans the root of examples/$name", async ({ name }) => {
    const folder = await openRoot(name);

    const { out, err } = await workspace.run(folder, "plan", "-no-color", "-var-file=dev.tfvars");

    expect(err).toBe("");
    expect(out).toMatch(/Plan: [2-9]\d to add, 0 to change, 0 to destroy/);
  });

  it("refuses an argument that the provider does not have", async () => {
    const folder = await openRoot("orders");
    writeFileSync(join(folder, "table.tf"), 'resource "aws_dynamodb_table" "one" {\n  billing_mod = "x"\n}\n');

    const { code, err } = await workspace.run(folder, "validate", "-no-color");

    expect(code).toBe(1);
    expect(err).toMatch(/"billing_mod" is not expected here. Did you mean\s+"billing_mode"\?/);
    expect(err).toContain('The argument "name" is required');
  });
});
