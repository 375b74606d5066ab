import { describe, expect, it } from "vitest";
import { runCrashes } from "./crash/run-crashes.ts";

const seed = Number(process.env["MILLRACE_SEED"] ?? Date.now() % 1_000_000);
const rounds = Number(process.env["MILLRACE_ROUNDS"] ?? 50);
/** Of one round on a machine that has much else to do. */
const roundMsMax = 30_000;

describe("kill -9", () => {
  it(
    `loses nothing that was acknowledged, ${rounds} times (MILLRACE_SEED=${seed})`,
    async () => {
      const report = await runCrashes({ seed, rounds });

      console.log(`seed ${seed}: ${report}`);
      expect(report).toContain(`${rounds} crashes`);
    },
    rounds * roundMsMax,
  );
});
