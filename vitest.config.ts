import { defineConfig } from "vitest/config";

const project = (name: string, include: string[], options: object = {}) => ({
  test: { name, include, environment: "node", ...options },
});

/** These projects start the program itself. */
const globalSetup = ["tests/support/build.ts"];

export default defineConfig({
  test: {
    reporters: ["default", "./tools/summary-reporter.ts"],
    projects: [
      project("unit", ["packages/*/src/**/*.test.ts", "tools/**/*.test.ts"]),
      project("contract", ["tests/contract/**/*.test.ts"], { testTimeout: 60_000, hookTimeout: 60_000 }),
      project("e2e", ["tests/e2e/**/*.test.ts"], { testTimeout: 120_000, hookTimeout: 120_000, globalSetup }),
      project("runtime-clients", ["tests/runtime-clients/**/*.test.ts"], { testTimeout: 60_000, hookTimeout: 60_000 }),
      project("sim", ["tests/sim/**/*.test.ts"], { testTimeout: 1_800_000, hookTimeout: 120_000, globalSetup }),
    ],
  },
});
