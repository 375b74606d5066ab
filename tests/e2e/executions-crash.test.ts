import { describe, expect, it } from "vitest";
import { runExecutions } from "../sim/executions/run-executions.ts";

const seed = Number(process.env["MILLRACE_SEED"] ?? 1);

describe("Executions, killed again and again", () => {
  it(`come to what they come to undisturbed (MILLRACE_SEED=${seed}; npm run sim tries fifty times)`, async () => {
    expect(await runExecutions({ seed, rounds: 3 })).toContain("3 rounds");
  });
});
