import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { root } from "../support/program.ts";

describe("millrace", () => {
  it("stops quietly when nobody reads any further, as in millrace runs | head", async () => {
    const program = spawn(process.execPath, [`${root}packages/cli/bin/millrace.cjs`, "--help"]);
    program.stdout.destroy();
    const said = text(program.stderr);

    expect(await once(program, "exit")).toEqual([0, null]);
    expect(await said).toBe("");
  });
});
