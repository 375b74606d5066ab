import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noPostgres } from "../support/postgres.ts";
import { type Ended, type Running, root, run, start } from "../support/program.ts";

/** Commands of ours in the shell blocks of a page, without their remarks. */
const commandsIn = (page: string): string[] =>
  [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
    .flatMap(([, block = ""]) => block.split("\n"))
    .filter((line) => line.startsWith("npx millrace "))
    .map((line) => line.replace(/\s+# .*$/, ""));

/** Going to AWS itself is for other tests, and the cloud is started for all commands together. */
const isForHere = (line: string): boolean => !line.includes("--aws") && !line.startsWith("npx millrace up ");

const needsPostgres = (name: string): boolean => name === "people";

describe.each(readdirSync(`${root}examples`))("the README of examples/%s", (name) => {
  const commands = commandsIn(readFileSync(`${root}examples/${name}/README.md`, "utf8"));
  const folder = mkdtempSync(join(tmpdir(), "millrace-readme-"));
  let program: Running;
  let shell: (line: string) => Promise<Ended>;
  beforeAll(async () => {
    if (needsPostgres(name) && noPostgres !== undefined) return;
    program = start(["up", `examples/${name}`, "--samples", "--ephemeral", "--port", "0", "--no-watch"]);
    const [, endpoint = ""] = await program.prints(/runs at (http:\S+)/);
    await program.prints(/Files are followed here/);
    // As in the root of a clone, but what the commands write is nobody's.
    for (const part of ["examples", "packages", "terraform", "node_modules"]) {
      symlinkSync(`${root}${part}`, join(folder, part));
    }
    const bin = `${process.execPath} ${root}packages/cli/bin/millrace.cjs`;
    const env = { AWS_ENDPOINT_URL: endpoint, AWS_REGION: "us-east-1" };
    shell = (line) => run("sh", ["-c", line.replace(/^npx millrace/, bin)], { cwd: folder, env });
  });
  afterAll(async () => {
    await program?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("says how it is started here and deployed to AWS, and what it costs", () => {
    const ways = ["up examples/", "deploy examples/", "synth examples/", "cost examples/"];
    for (const way of ways) expect(commands.join("\n")).toContain(`npx millrace ${way}${name}`);
  });

  it.skipIf(needsPostgres(name) && noPostgres !== undefined)("has no command that does not work", async () => {
    for (const line of commands.filter(isForHere)) {
      const { code, err, out } = await shell(line);
      // Code 1 of an audit says that it has found something.
      expect([line, code === 1 && line.includes(" audit") ? 0 : code, err]).toEqual([line, 0, ""]);
      if (!/>|--output/.test(line)) expect([line, out.length > 0]).toEqual([line, true]);
    }
  });
});
