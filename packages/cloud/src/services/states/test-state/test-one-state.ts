import type { InspectionData, TestStateCommandInput, TestStateCommandOutput } from "@aws-sdk/client-sfn";
import type { Call } from "../../../kernel/operation.ts";
import { invalidInput, validation } from "../errors.ts";
import { isObject, type Json, toSpacedText } from "../json.ts";
import { resourceOf } from "../run/behaviours/task.ts";
import { errorOutputOf } from "../run/fail.ts";
import { catcherOf, retryOf } from "../run/handlers.ts";
import { StateFailure, StateMistake } from "../run/state-failure.ts";
import { finishCaught } from "../run/state-io.ts";
import type { StepFunctions } from "../step-functions.ts";
import { readMock } from "./check-mock.ts";
import { type Findings, runTested, type Testing } from "./run-tested.ts";
import { makeContext, readContext } from "./test-context.ts";
import { TestScope } from "./test-scope.ts";
import { readTestedState } from "./tested-state.ts";

type Output = Omit<TestStateCommandOutput, "$metadata">;

/** Runs one state with an input, and tells what became of it. Throws ValidationException, InvalidDefinition. */
export async function testOneState(call: Call<StepFunctions>, input: Partial<TestStateCommandInput>): Promise<Output> {
  const tested = readTestedState(input.definition ?? "", input.stateName);
  const result = readMock(tested, input.mock);
  const value = readJson(input.input ?? "{}");
  const variables = readJson(input.variables ?? "{}");
  const { roleArn, context } = input;
  if (tested.state.Type === "Task" && input.mock === undefined && roleArn === undefined) {
    throw validation("A role is required to test a Task state that is not mocked");
  }
  const scope = new TestScope({
    input: value,
    context:
      context === undefined ? makeContext(call, { tested, input: value, roleArn }) : readContext(context, tested),
    variables: isObject(variables) ? variables : {},
    ids: call.ids,
  });
  const testing: Testing = {
    tested,
    scope,
    result,
    now: () => call.clock.now(),
    mock: input.mock,
    configuration: input.stateConfiguration,
    call: (parameters) => callTask(call, testing, { parameters, roleArn: roleArn ?? "" }),
    findings: { input: value },
  };
  const output = await runTested(testing).then(
    ({ output: made, next, assigned }): Output => {
      const known = { ...scope.variables, ...assigned };
      if (Object.keys(known).length > 0) testing.findings["variables"] = known;
      return { status: "SUCCEEDED", output: toSpacedText(made), ...(next === undefined ? {} : { nextState: next }) };
    },
    (error: unknown) => failed(testing, error),
  );
  const level = input.inspectionLevel ?? "INFO";
  return level === "INFO" ? output : { ...output, inspectionData: inspected(testing.findings) };
}

function readJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw invalidInput("Invalid execution input.");
  }
}

interface Calling {
  readonly parameters: Json;
  readonly roleArn: string;
}

async function callTask(
  { store, signal }: Call<StepFunctions>,
  { tested, scope }: Testing,
  { parameters, roleArn }: Calling,
): Promise<Json> {
  const { Execution: execution } = scope.context;
  const { output } = await store.tasks.request(resourceOf(tested.state), {
    parameters,
    roleArn,
    machineArn: roleArn,
    credentials: undefined,
    executionArn: isObject(execution) && typeof execution["Id"] === "string" ? execution["Id"] : "",
    signal,
  });
  return output;
}

async function failed(testing: Testing, error: unknown): Promise<Output> {
  const failure = asFailure(error);
  const { tested, scope, findings, configuration } = testing;
  const { error: name, errorCause: cause } = failure;
  const told = { ...(name === undefined ? {} : { error: name }), ...(cause === undefined ? {} : { cause }) };
  const made = configuration?.retrierRetryCount ?? 0;
  const attempts = (tested.state.Retry ?? []).map(() => made);
  const retry = retryOf(tested.state, failure, attempts, scope.ids);
  if (retry !== undefined) {
    findings["errorDetails"] = {
      retryIndex: retry.index,
      retryBackoffIntervalSeconds: Math.round(retry.delayMs / 1000),
    };
    return { status: "RETRIABLE", ...told };
  }
  const caught = catcherOf(tested.state, failure);
  if (caught === undefined) return { status: "FAILED", ...told };
  const [catcher, index] = caught;
  findings["errorDetails"] = { catchIndex: index };
  const handled = { language: tested.language, scopes: scope, errorOutput: errorOutputOf(failure) };
  try {
    const { output } = await finishCaught(catcher, handled);
    return { status: "CAUGHT_ERROR", ...told, nextState: catcher.Next, output: toSpacedText(output) };
  } catch (again) {
    const { error: other, errorCause } = asFailure(again);
    return {
      status: "FAILED",
      ...(other === undefined ? {} : { error: other }),
      ...(errorCause === undefined ? {} : { cause: errorCause }),
    };
  }
}

function asFailure(error: unknown): StateFailure {
  if (error instanceof StateFailure) return error;
  if (error instanceof StateMistake) return new StateFailure(error.error, error.message);
  throw error;
}

/** Members that are numbers or structures; all others are JSON texts. */
const whole = new Set(["errorDetails", "maxConcurrency", "toleratedFailureCount", "toleratedFailurePercentage"]);

function inspected(findings: Findings): InspectionData {
  const data: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(findings)) {
    if (value !== undefined) data[name] = whole.has(name) ? value : toSpacedText(value);
  }
  return data;
}
