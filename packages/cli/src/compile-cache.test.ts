import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const compileCache = fileURLToPath(new URL("../bin/compile-cache.cjs", import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "millrace-compiled-"));
  const filling = Array.from({ length: 10_000 }, (_, at) => `function f${at}() { return ${at}; }`).join("\n");
  writeFileSync(
    join(folder, "large.cjs"),
    `${filling}\nmodule.exports = [__filename, require("node:path").sep, f7()];`,
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What a program finds in the large file, in a process of its own. */
function load(): string {
  const program = `require(process.argv[1]).keepCompiled(process.argv[2]); console.log(require(process.argv[2] + "/large.cjs").join(" "));`;
  return execFileSync(process.execPath, ["-e", program, compileCache, folder], { encoding: "utf8" });
}

const kept = () =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => path.includes(".compiled") && statSync(path).isFile());

describe("compiled code that is kept", () => {
  it("lies beside the code after the first start, and the second finds the same in it", () => {
    const expected = `${join(folder, "large.cjs")} / 7\n`;

    expect(load()).toBe(expected);
    const [file = ""] = kept();
    const { mtimeMs, size } = statSync(file);
    expect(size).toBeGreaterThan(500);

    expect(load()).toBe(expected);
    expect(kept()).toHaveLength(1);
    expect(statSync(file).mtimeMs).toBe(mtimeMs);
  });

  it("is made anew when it is damaged", () => {
    load();
    const [file = ""] = kept();
    writeFileSync(file, "damaged");

    expect(load()).toContain(" 7\n");
    expect(statSync(file).size).toBeGreaterThan(500);
  });

  it("is done without where nothing may be written", () => {
    writeFileSync(join(folder, ".compiled"), "a file where the folder would be");

    expect(load()).toContain(" 7\n");
  });
});
