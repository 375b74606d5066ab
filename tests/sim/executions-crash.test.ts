import { describe, expect, it } from "vitest";
import { runExecutions } from "./executions/run-executions.ts";

const seed = Number(process.env["MILLRACE_SEED"] ?? Date.now() % 1_000_000);
const rounds = Number(process.env["MILLRACE_ROUNDS"] ?? 50);

describe("Executions, killed again and again", () => {
  it(`come to what they come to undisturbed, ${rounds} times (MILLRACE_SEED=${seed})`, async () => {
    const report = await runExecutions({ seed, rounds });

    console.log(`seed ${seed}: ${report}`);
    expect(report).toContain(`${rounds} rounds`);
  });
});
