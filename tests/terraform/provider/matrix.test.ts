import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { startTestCloud } from "../../support/cloud.ts";
import { root } from "../../support/program.ts";
import { obstacle, Workspace } from "../terraform.ts";
import { importAll } from "./imports.ts";

const source = join(root, "tests/terraform/provider/matrix");
const configurations = readdirSync(source).map((file) => file.replace(/\.tf$/, ""));

/** One of them in a cloud of its own. */
async function openConfiguration(name: string, onTestFinished: (end: () => Promise<void>) => void) {
  const cloud = await startTestCloud();
  const workspace = new Workspace(cloud.cloud.endpoint, "eu-west-1");
  onTestFinished(async () => {
    workspace.remove();
    await cloud.stop();
  });
  const folder = join(workspace.folder, name);
  mkdirSync(folder);
  copyFileSync(join(source, `${name}.tf`), join(folder, "main.tf"));
  return { workspace, folder, run: (...words: readonly string[]) => workspace.run(folder, ...words, "-no-color") };
}

// The provider waits for much that AWS shows only after a while: several at once take little longer than one.
describe.skipIf(obstacle !== undefined).concurrent("Every resource type, with what is mostly set of it", () => {
  it.for(configurations)(
    "is applied, found as it was asked for, imported and destroyed: %s",
    async (name, { expect, onTestFinished }) => {
      const { workspace, folder, run } = await openConfiguration(name, onTestFinished);

      expect(await run("init")).toMatchObject({ code: 0, err: "" });
      expect(await run("apply", "-auto-approve")).toMatchObject({ code: 0, err: "" });
      expect(await run("plan", "-detailed-exitcode")).toMatchObject({ code: 0, err: "" });
      const imported = await importAll(workspace, folder);
      expect(imported.differences).toEqual([]);
      expect(imported.count).toBeGreaterThan(3);
      expect(await run("destroy", "-auto-approve")).toMatchObject({ code: 0, err: "" });
    },
  );
});
