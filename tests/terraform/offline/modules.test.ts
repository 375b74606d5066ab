import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { examples } from "../../examples/examples.ts";
import { root, run } from "../../support/program.ts";
import { modulesFolder, obstacle, Workspace } from "../terraform.ts";

const modules = readdirSync(modulesFolder).sort();

describe("the README of a module", () => {
  it("says what it takes and makes (node tools/write-module-readmes.mjs writes all of them anew)", async () => {
    const { code, err } = await run(process.execPath, [join(root, "tools/write-module-readmes.mjs"), "--check"]);

    expect(err).toBe("");
    expect(code).toBe(0);
  });
});

if (obstacle !== undefined) process.stderr.write(`Terraform's tests are skipped: ${obstacle}\n`);

describe.skipIf(obstacle !== undefined)("terraform", () => {
  const workspace = new Workspace();
  afterAll(() => workspace.remove());

  it.each(modules)("tests the module %s, and its example is valid", async (name) => {
    const folder = workspace.copy(join(modulesFolder, name), name);
    expect(await workspace.run(folder, "init", "-backend=false", "-no-color")).toMatchObject({ code: 0 });

    const tested = await workspace.run(folder, "test", "-no-color");
    expect(tested.out).toMatch(/Success! [1-9]\d* passed, 0 failed/);
    const example = join(folder, "examples/basic");
    expect(await workspace.run(example, "init", "-backend=false", "-no-color")).toMatchObject({ code: 0 });
    expect(await workspace.run(example, "validate", "-no-color")).toMatchObject({ code: 0 });
  });

  it("has nothing to format in the modules", async () => {
    expect(await workspace.run(modulesFolder, "fmt", "-check", "-diff", "-recursive")).toMatchObject({
      code: 0,
      out: "",
    });
  });

  it.each(examples)("finds the root of examples/$name valid", async ({ name }) => {
    workspace.copy(modulesFolder, "terraform/modules");
    const infrastructure = join(root, "examples", name, "infrastructure/terraform");
    const folder = workspace.copy(infrastructure, `examples/${name}/infrastructure/terraform`);
    expect(await workspace.run(folder, "init", "-backend=false", "-no-color")).toMatchObject({ code: 0 });

    expect(await workspace.run(folder, "validate", "-no-color")).toMatchObject({ code: 0 });
  });
});
