import { describe, expect, it } from "vitest";
import { runCrashes } from "../sim/crash/run-crashes.ts";

const seed = Number(process.env["MILLRACE_SEED"] ?? 1);

describe("kill -9", () => {
  it(`loses nothing that was acknowledged (MILLRACE_SEED=${seed}; npm run sim tries fifty times)`, async () => {
    const report = await runCrashes({ seed, rounds: 3 });

    expect(report).toContain("3 crashes");
  });
});
