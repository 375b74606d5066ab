import { defineConfig } from "vitest/config";

const project = (name: string, include: string[], options: object = {}) => ({
  test: { name, include, environment: "node", ...options },
});

/** These projects start the program itself. */
const globalSetup = ["tests/support/build.ts"];

export default defineConfig({
  test: {
    // One worker per core: tests wait for programs that they started more than they work.
    maxWorkers: "100%",
    reporters: ["default", "./tools/summary-reporter.ts"],
    projects: [
      // Some compute for a second or two, which is several on a busy machine.
      project("unit", ["packages/*/src/**/*.test.ts", "tools/**/*.test.ts"], { testTimeout: 30_000 }),
      // Every file starts clouds of its own: they share a process, as loading AWS's clients takes longer than most tests.
      project("contract", ["tests/contract/**/*.test.ts"], {
        testTimeout: 60_000,
        hookTimeout: 60_000,
        isolate: false,
      }),
      project("e2e", ["tests/e2e/**/*.test.ts"], { testTimeout: 120_000, hookTimeout: 120_000, globalSetup }),
      project("examples", ["tests/examples/**/*.test.ts"], {
        testTimeout: 180_000,
        hookTimeout: 180_000,
        globalSetup,
      }),
      project("console", ["tests/console/**/*.test.ts"], { testTimeout: 60_000, hookTimeout: 120_000, globalSetup }),
      project("terraform", ["tests/terraform/offline/**/*.test.ts"], { testTimeout: 300_000, hookTimeout: 300_000 }),
      project("terraform-provider", ["tests/terraform/provider/**/*.test.ts"], {
        maxConcurrency: 2,
        testTimeout: 900_000,
        hookTimeout: 300_000,
        globalSetup,
      }),
      project("runtime-clients", ["tests/runtime-clients/**/*.test.ts"], { testTimeout: 60_000, hookTimeout: 60_000 }),
      project("cdk", ["tests/cdk/**/*.test.ts"], { testTimeout: 300_000, hookTimeout: 60_000, globalSetup }),
      project("minimal", ["tests/minimal/**/*.test.ts"], {
        testTimeout: 3_600_000,
        hookTimeout: 300_000,
        globalSetup,
      }),
      project("sim", ["tests/sim/**/*.test.ts"], { testTimeout: 1_800_000, hookTimeout: 120_000, globalSetup }),
    ],
  },
});
