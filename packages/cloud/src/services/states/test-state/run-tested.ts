import type { MockInput, TestStateConfiguration } from "@aws-sdk/client-sfn";
import type { Json, JsonObject } from "../json.ts";
import { chosen } from "../run/behaviours/choice.ts";
import { textOf } from "../run/behaviours/ending.ts";
import { concurrencyOf, itemInput, itemsOf, toleranceOf } from "../run/behaviours/map.ts";
import { endOfWait } from "../run/behaviours/wait.ts";
import { StateFailure } from "../run/state-failure.ts";
import { effectiveInput, finish, type Prepared, prepare } from "../run/state-io.ts";
import type { TestScope } from "./test-scope.ts";
import type { TestedState } from "./tested-state.ts";

/** What is found on the way, as InspectionData names it. */
export type Findings = Record<string, Json | undefined>;

export interface Testing {
  readonly tested: TestedState;
  readonly scope: TestScope;
  readonly now: () => number;
  readonly mock: MockInput | undefined;
  /** Of the mock. */
  readonly result: Json | undefined;
  readonly configuration: TestStateConfiguration | undefined;
  /** Makes the call of a Task that is not mocked. */
  readonly call: (parameters: Json) => Promise<Json>;
  readonly findings: Findings;
}

export interface Tested {
  readonly output: Json;
  readonly next: string | undefined;
  readonly assigned: Readonly<Record<string, Json>>;
}

/** Does what the state does, and notes every step of it. Throws StateMistake, StateFailure. */
export function runTested(testing: Testing): Promise<Tested> {
  return behaviours[testing.tested.state.Type](testing);
}

const behaviours: Readonly<Record<TestedState["state"]["Type"], (testing: Testing) => Promise<Tested>>> = {
  Choice: async (testing) => {
    const { tested, scope } = testing;
    const result = noteInput(testing);
    const { next, holder } = await chosen(tested, scope.over(result));
    return { ...(await finish(holder, { language: tested.language, scopes: scope, result, hasResult: false })), next };
  },
  Fail: async (testing) => {
    const { tested, scope } = testing;
    if (tested.language === "JSONPath") testing.findings["afterInputPath"] = scope.input;
    const step = { ...tested, scope: () => scope };
    throw new StateFailure(await textOf(step, "Error"), await textOf(step, "Cause"));
  },
  Map: map,
  Parallel: async (testing) => {
    const { tested, scope } = testing;
    const { parameters } = await prepare(tested.state, tested.language, scope);
    if (tested.language === "JSONata" && parameters !== undefined) testing.findings["afterArguments"] = parameters;
    return finishNoted(testing, mocked(testing), true);
  },
  Pass: async (testing) => {
    const { tested } = testing;
    const { effective, parameters } = await noteParameters(testing);
    const result = (tested.language === "JSONPath" ? tested.state.Result : undefined) ?? parameters ?? effective;
    return finishNoted(testing, result, false);
  },
  Succeed: async (testing) => {
    const { tested, scope } = testing;
    const result = noteInput(testing);
    return {
      ...(await finish(tested.state, { language: tested.language, scopes: scope, result, hasResult: false })),
      next: undefined,
    };
  },
  Task: task,
  Wait: async (testing) => {
    const { tested, scope, now } = testing;
    const result = noteInput(testing);
    await endOfWait({ ...tested, host: { now } }, scope.over(result));
    return {
      ...(await finish(tested.state, { language: tested.language, scopes: scope, result, hasResult: false })),
      next: tested.state.Next,
    };
  },
};

function noteInput({ tested, scope, findings }: Testing): Json {
  if (tested.language === "JSONata") return scope.input;
  const effective = effectiveInput(tested.state, scope);
  findings["afterInputPath"] = effective;
  return effective;
}

async function noteParameters({ tested, scope, findings }: Testing): Promise<Prepared> {
  const prepared = await prepare(tested.state, tested.language, scope);
  if (tested.language === "JSONata") {
    if (prepared.parameters !== undefined) findings["afterArguments"] = prepared.parameters;
  } else {
    findings["afterInputPath"] = prepared.effective;
    findings["afterParameters"] = prepared.parameters ?? prepared.effective;
  }
  return prepared;
}

async function finishNoted({ tested, scope, findings }: Testing, result: Json, hasResult: boolean): Promise<Tested> {
  const finished = await finish(tested.state, { language: tested.language, scopes: scope, result, hasResult });
  if (tested.language === "JSONPath") {
    findings["afterResultSelector"] = finished.selected;
    findings["afterResultPath"] = finished.combined;
  }
  return { ...finished, next: tested.state.Next };
}

/** The result of the mock, or the error that it gives. */
function mocked({ mock, result }: Testing): Json {
  if (mock?.errorOutput !== undefined) throw new StateFailure(mock.errorOutput.error, mock.errorOutput.cause);
  return result ?? null;
}

async function task(testing: Testing): Promise<Tested> {
  const { effective, parameters } = await noteParameters(testing);
  const given = parameters ?? (testing.tested.language === "JSONPath" ? effective : {});
  const result = testing.mock === undefined ? await testing.call(given) : mocked(testing);
  testing.findings["result"] = result;
  return finishNoted(testing, result, true);
}

async function map(testing: Testing): Promise<Tested> {
  const { tested, scope, findings, configuration } = testing;
  const { state, language } = tested;
  const effective = noteInput(testing);
  const over = scope.over(effective);
  const items = await itemsTested(testing, over);
  const maxConcurrency = await concurrencyOf(tested, over);
  const { toleratedCount, toleratedPercentage } = await toleranceOf(tested, over);
  findings["maxConcurrency"] = maxConcurrency;
  if (toleratedCount !== undefined) findings["toleratedFailureCount"] = toleratedCount;
  if (toleratedPercentage !== undefined) findings["toleratedFailurePercentage"] = toleratedPercentage;
  if (state.ItemSelector !== undefined && items[0] !== undefined) {
    const first = { Index: 0, Value: items[0] };
    const selecting = { state, language, scope: (more?: JsonObject) => scope.with(more) };
    findings["afterItemSelector"] = [await itemInput(selecting, effective, first)];
  }
  const result = mocked(testing);
  const failed = configuration?.mapIterationFailureCount ?? 0;
  const share = items.length === 0 ? 0 : (failed / items.length) * 100;
  const isBeyond =
    (toleratedCount !== undefined && failed > toleratedCount) ||
    (toleratedPercentage !== undefined && share > toleratedPercentage);
  if (isBeyond) {
    const cause = "The specified tolerated failure threshold was exceeded";
    throw new StateFailure("States.ExceedToleratedFailureThreshold", cause);
  }
  return finishNoted(testing, result, true);
}

async function itemsTested({ tested, findings, configuration }: Testing, scope: TestScope): Promise<readonly Json[]> {
  if (tested.state.ItemReader !== undefined) {
    const data = configuration?.mapItemReaderData;
    const items = data === undefined ? [] : (JSON.parse(data) as Json);
    return Array.isArray(items) ? (items as Json[]) : [];
  }
  const items = await itemsOf(tested, scope);
  if (tested.language === "JSONPath" && tested.state.ItemsPath !== undefined) findings["afterItemsPath"] = items;
  return items;
}
