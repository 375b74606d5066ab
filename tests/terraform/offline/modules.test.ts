import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { examples } from "../../examples/examples.ts";
import { root } from "../../support/program.ts";
import { modulesFolder, obstacle, Workspace } from "../terraform.ts";

const modules = readdirSync(modulesFolder).sort();

describe("the README of a module", () => {
  it.each(modules)(
    "says what %s takes and makes (node tools/write-module-readmes.mjs writes it anew)",
    async (name) => {
      const { readmeOf } = (await import("../../../tools/write-module-readmes.mjs")) as {
        readonly readmeOf: (module: string) => string;
      };

      expect(readFileSync(join(modulesFolder, name, "README.md"), "utf8")).toBe(readmeOf(name));
    },
  );
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
