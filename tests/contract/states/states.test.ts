import { GetExecutionHistoryCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createRole, ended, historyOf, jsonata, only, outputOf, run, start } from "./machine.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
});
afterAll(() => cloud.stop());

const roleOf = { roleArn: "arn:aws:iam::000000000000:role/machine" };

describe("Pass", () => {
  it("goes through paths, parameters and results", async () => {
    const state = {
      Type: "Pass",
      InputPath: "$.in",
      Parameters: { "x.$": "$.a", y: 2 },
      ResultPath: "$.out",
      OutputPath: "$.out",
    };

    expect(await outputOf(cloud, only(state), { in: { a: 1 } })).toEqual({ x: 1, y: 2 });
  });

  it("assigns variables that later states read", async () => {
    const definition = {
      StartAt: "A",
      States: {
        A: { Type: "Pass", Assign: { "n.$": "$.a", fixed: [1] }, Next: "B" },
        B: { Type: "Pass", QueryLanguage: "JSONata", Output: "{% $n + $fixed[0] %}", End: true },
      },
    };
    const arn = await start(cloud, definition, { a: 41 });
    const { output } = await ended(cloud, arn);

    expect(output).toBe("42");
    expect(await historyOf(cloud, arn)).toEqual([
      [1, 0, "ExecutionStarted", { input: '{"a":41}', ...roleOf }],
      [2, 0, "PassStateEntered", { name: "A", input: '{"a":41}' }],
      [3, 2, "PassStateExited", { name: "A", output: '{"a":41}', assignedVariables: { n: "41", fixed: "[1]" } }],
      [4, 3, "PassStateEntered", { name: "B", input: '{"a":41}' }],
      [5, 4, "PassStateExited", { name: "B", output: "42" }],
      [6, 5, "ExecutionSucceeded", { output: "42" }],
    ]);
  });

  it("takes functions for paths", async () =>
    expect(await outputOf(cloud, only({ Type: "Pass", InputPath: "States.Array($.a, 2)" }), { a: 1 })).toEqual([1, 2]));

  it("fails where a path leads nowhere", async () => {
    const { status, error, cause } = await run(cloud, only({ Type: "Pass", InputPath: "$.none" }));

    expect([status, error]).toEqual(["FAILED", "States.Runtime"]);
    expect(cause).toBe(
      "An error occurred while executing the state 'Only' (entered at the event id #2). Invalid path '$.none' : No results for path: $['none']",
    );
  });
});

describe("Choice", () => {
  const choose = (rule: object, input: unknown) =>
    outputOf(
      cloud,
      {
        StartAt: "C",
        States: {
          C: { Type: "Choice", Choices: [{ ...rule, Next: "Yes" }], Default: "No" },
          Yes: { Type: "Pass", Result: true, End: true },
          No: { Type: "Pass", Result: false, End: true },
        },
      },
      input,
    );

  it.each([
    [{ Variable: "$.a", StringEquals: "x" }, { a: "x" }, true],
    [{ Variable: "$.a", StringLessThan: "b" }, { a: "a" }, true],
    [{ Variable: "$.a", StringMatches: "log-*.txt" }, { a: "log-1.txt" }, true],
    [{ Variable: "$.a", StringMatches: "a\\*b" }, { a: "axb" }, false],
    [{ Variable: "$.a", NumericGreaterThanEquals: 3 }, { a: 3 }, true],
    [{ Variable: "$.a", NumericEquals: 3 }, { a: "3" }, false],
    [{ Variable: "$.a", NumericLessThanPath: "$.b" }, { a: 1, b: 2 }, true],
    [{ Variable: "$.a", BooleanEquals: false }, { a: false }, true],
    [{ Variable: "$.a", TimestampGreaterThan: "2026-01-01T00:00:00Z" }, { a: "2026-01-01T00:00:01Z" }, true],
    [{ Variable: "$.a", IsPresent: false }, {}, true],
    [{ Variable: "$.a", IsNull: true }, { a: null }, true],
    [{ Variable: "$.a", IsTimestamp: true }, { a: "2026-01-01T00:00:00+02:00" }, true],
    [{ Not: { Variable: "$.a", IsString: true } }, { a: 1 }, true],
    [
      {
        And: [
          { Variable: "$.a", IsNumeric: true },
          { Variable: "$.a", NumericLessThan: 5 },
        ],
      },
      { a: 4 },
      true,
    ],
    [
      {
        Or: [
          { Variable: "$.a", IsBoolean: true },
          { Variable: "$.a", IsNull: true },
        ],
      },
      { a: 4 },
      false,
    ],
  ])("answers %j of %j with %s", async (rule, input, expected) => expect(await choose(rule, input)).toBe(expected));

  it("fails when nothing matches", async () => {
    const definition = {
      StartAt: "C",
      ...jsonata,
      States: { C: { Type: "Choice", Choices: [{ Condition: "{% false %}", Next: "Z" }] }, Z: { Type: "Succeed" } },
    };

    expect(await run(cloud, definition)).toMatchObject({ status: "FAILED", error: "States.NoChoiceMatched" });
  });
});

describe("Wait", () => {
  it("ends when the cloud's time has come", async () => {
    const arn = await start(cloud, only({ Type: "Wait", Seconds: 3600 }));
    const waiting = await eventually(async () => {
      const history = await historyOf(cloud, arn);
      return history.length === 2 ? history : undefined;
    });
    cloud.cloud.advanceClock(3_600_000);
    const { status } = await ended(cloud, arn);

    expect(waiting.at(-1)).toEqual([2, 0, "WaitStateEntered", { name: "Only", input: "{}" }]);
    expect(status).toBe("SUCCEEDED");
  });

  it("refuses seconds that are no whole number", async () =>
    expect(await run(cloud, only({ Type: "Wait", SecondsPath: "$.s" }), { s: 1.5 })).toMatchObject({
      error: "States.Runtime",
      cause: expect.stringContaining("The SecondsPath parameter cannot be parsed as a long value: $.s == 1.5"),
    }));
});

describe("Succeed and Fail", () => {
  it("end the execution, with texts from the input", async () => {
    const fail = {
      StartAt: "F",
      States: { F: { Type: "Fail", ErrorPath: "$.e", CausePath: "States.Format('why: {}', $.c)" } },
    };

    expect(
      await outputOf(cloud, { StartAt: "S", States: { S: { Type: "Succeed", OutputPath: "$.a" } } }, { a: [1] }),
    ).toEqual([1]);
    expect(await run(cloud, fail, { e: "Mine", c: 7 })).toMatchObject({
      status: "FAILED",
      error: "Mine",
      cause: "why: 7",
    });
  });
});

describe("Parallel", () => {
  it("gathers the outputs of its branches in their order", async () => {
    const branch = (name: string, output: unknown) => ({
      StartAt: name,
      States: { [name]: { Type: "Pass", Result: output, End: true } },
    });
    const arn = await start(
      cloud,
      only({ Type: "Parallel", Branches: [branch("A", 1), branch("B", 2)], ResultPath: "$.all" }),
      { x: 0 },
    );
    const { output } = await ended(cloud, arn);

    expect(JSON.parse(output ?? "")).toEqual({ x: 0, all: [1, 2] });
    expect((await historyOf(cloud, arn)).map((event) => (event as unknown[]).slice(1, 3))).toEqual([
      [0, "ExecutionStarted"],
      [0, "ParallelStateEntered"],
      [2, "ParallelStateStarted"],
      [3, "PassStateEntered"],
      [4, "PassStateExited"],
      [3, "PassStateEntered"],
      [6, "PassStateExited"],
      [7, "ParallelStateSucceeded"],
      [7, "ParallelStateExited"],
      [9, "ExecutionSucceeded"],
    ]);
  });

  it("fails with its first branch that fails, and stops the others", async () => {
    const definition = only({
      Type: "Parallel",
      Branches: [
        { StartAt: "Slow", States: { Slow: { Type: "Wait", Seconds: 9_000, End: true } } },
        { StartAt: "Bad", States: { Bad: { Type: "Fail", Error: "E", Cause: "c" } } },
      ],
      Catch: [{ ErrorEquals: ["E"], ResultPath: "$.caught", Next: "After" }],
      End: undefined,
      Next: "After",
    });
    const { States } = definition as { States: object };

    expect(
      await outputOf(cloud, { ...definition, States: { ...States, After: { Type: "Pass", End: true } } }, { a: 1 }),
    ).toEqual({
      a: 1,
      caught: { Error: "E", Cause: "c" },
    });
  });
});

describe("Map", () => {
  const items = { ItemProcessor: { StartAt: "P", States: { P: { Type: "Pass", End: true } } } };

  it("runs an iteration for each item, within its concurrency", async () => {
    const state = {
      Type: "Map",
      MaxConcurrency: 2,
      ItemsPath: "$.n",
      ItemSelector: { "i.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value" },
    };

    expect(await outputOf(cloud, only({ ...state, ...items }), { n: ["a", "b", "c"] })).toEqual([
      { i: 0, v: "a" },
      { i: 1, v: "b" },
      { i: 2, v: "c" },
    ]);
  });

  it("begins the next iteration after the one before it when only one may run", async () => {
    const arn = await start(cloud, only({ Type: "Map", MaxConcurrency: 1, ...items }), [1, 2]);
    await ended(cloud, arn);

    expect((await historyOf(cloud, arn)).map((event) => (event as unknown[]).slice(1, 3))).toEqual([
      [0, "ExecutionStarted"],
      [0, "MapStateEntered"],
      [2, "MapStateStarted"],
      [3, "MapIterationStarted"],
      [4, "PassStateEntered"],
      [5, "PassStateExited"],
      [6, "MapIterationSucceeded"],
      [6, "MapIterationStarted"],
      [8, "PassStateEntered"],
      [9, "PassStateExited"],
      [10, "MapIterationSucceeded"],
      [11, "MapStateSucceeded"],
      [11, "MapStateExited"],
      [13, "ExecutionSucceeded"],
    ]);
  });

  it("sees variables of the states around it, and keeps its own to itself", async () => {
    const definition = {
      StartAt: "Set",
      ...jsonata,
      States: {
        Set: { Type: "Pass", Assign: { k: 10 }, Next: "Each" },
        Each: {
          Type: "Map",
          Items: "{% [1, 2] %}",
          ItemProcessor: {
            StartAt: "P",
            States: { P: { Type: "Pass", Assign: { k: 0 }, Output: "{% $states.input * $k %}", End: true } },
          },
          Next: "Read",
        },
        Read: { Type: "Pass", Output: { all: "{% $states.input %}", k: "{% $k %}" }, End: true },
      },
    };

    expect(await outputOf(cloud, definition)).toEqual({ all: [10, 20], k: 10 });
  });

  it("says what its input should have been", async () =>
    expect(await run(cloud, only({ Type: "Map", ...items }, jsonata), { a: 1 })).toMatchObject({
      error: "States.QueryEvaluationError",
      cause: expect.stringContaining('Map state input must be an array but was: {"a":1}'),
    }));
});

describe("Retry", () => {
  it("tries again after its interval, and gives up after its attempts", async () => {
    const failing = { StartAt: "F", States: { F: { Type: "Fail", Error: "Busy" } } };
    const retry = [{ ErrorEquals: ["Busy"], IntervalSeconds: 10, BackoffRate: 3, MaxAttempts: 2 }];
    const arn = await start(cloud, only({ Type: "Parallel", Branches: [failing], Retry: retry }));
    const tries = async (count: number) =>
      eventually(async () => {
        const started = (await historyOf(cloud, arn)).filter(
          (event) => (event as unknown[])[2] === "ParallelStateStarted",
        );
        return started.length === count ? true : undefined;
      });
    await tries(1);
    cloud.cloud.advanceClock(10_000);
    await tries(2);
    cloud.cloud.advanceClock(29_000);
    const { status: early } = await cloud.states
      .send(new GetExecutionHistoryCommand({ executionArn: arn }))
      .then(() => ({ status: "RUNNING" }));
    cloud.cloud.advanceClock(1_000);
    const { status, error } = await ended(cloud, arn);

    expect([early, status, error]).toEqual(["RUNNING", "FAILED", "Busy"]);
  });
});
