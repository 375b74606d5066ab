import { TestStateCommand, type TestStateCommandInput } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const test = (state: object, more: Partial<TestStateCommandInput> = {}) =>
  cloud.states.send(new TestStateCommand({ definition: JSON.stringify(state), input: '{"a":{"b":1}}', ...more }));
const invoke = {
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Parameters: { FunctionName: "f" },
  End: true,
};

describe("TestState", () => {
  it("shows every step of a state's data", async () => {
    const state = { Type: "Pass", InputPath: "$.a", Parameters: { "x.$": "$.b" }, ResultPath: "$.r", Next: "Other" };

    expect(await test(state, { inspectionLevel: "DEBUG" })).toMatchObject({
      status: "SUCCEEDED",
      nextState: "Other",
      output: '{"a": {"b": 1}, "r": {"x": 1}}',
      inspectionData: {
        input: '{"a": {"b": 1}}',
        afterInputPath: '{"b": 1}',
        afterParameters: '{"x": 1}',
        afterResultSelector: '{"x": 1}',
        afterResultPath: '{"a": {"b": 1}, "r": {"x": 1}}',
      },
    });
  });

  it("takes a mock for what a task answers", async () =>
    expect(await test({ ...invoke, OutputPath: "$.Payload" }, { mock: { result: '{"Payload":7}' } })).toMatchObject({
      status: "SUCCEEDED",
      output: "7",
    }));

  it("says who would handle an error", async () => {
    const mock = { errorOutput: { error: "E", cause: "c" } };
    const retried = { ...invoke, Retry: [{ ErrorEquals: ["E"], IntervalSeconds: 2, MaxAttempts: 2 }] };
    const caught = { ...invoke, Catch: [{ ErrorEquals: ["States.ALL"], Next: "Handler" }] };

    expect(await test(invoke, { mock })).toMatchObject({ status: "FAILED", error: "E", cause: "c" });
    expect(await test(caught, { mock })).toMatchObject({ status: "CAUGHT_ERROR", nextState: "Handler" });
    expect(
      await test(retried, { mock, stateConfiguration: { retrierRetryCount: 1 }, inspectionLevel: "TRACE" }),
    ).toMatchObject({
      status: "RETRIABLE",
      inspectionData: { errorDetails: { retryIndex: 0, retryBackoffIntervalSeconds: 4 } },
    });
  });

  it.each([
    [{ Type: "Succeed" }, { result: "1" }, "State type 'Succeed' is not supported when a mock is specified"],
    [
      invoke,
      { result: '{"StatusCode":"200"}' },
      "Mock result schema validation error: Field 'StatusCode' must be a number",
    ],
    [invoke, { result: "{" }, "Mocked result must be a valid JSON."],
  ])("refuses for %j the mock %j", (state, mock, message) =>
    expect(test(state, { mock })).rejects.toMatchObject({ name: "ValidationException", message }),
  );

  it("refuses a context object that is none", () =>
    expect(test(invoke, { mock: { result: "{}" }, context: '{"Execution":{"Id":1}}' })).rejects.toThrow(
      "Invalid Context object provided: Execution.Id must be a string",
    ));
});
