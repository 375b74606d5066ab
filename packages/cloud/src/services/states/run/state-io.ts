import type { Catcher, QueryLanguage, State } from "../definition/definition.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { parsePath } from "../jsonpath/parse-path.ts";
import { NoSuchPlace, place } from "../jsonpath/reference-path.ts";
import { fillJsonata } from "./evaluate-jsonata.ts";
import { fillTemplate, valueAtPath } from "./evaluate-path.ts";
import type { Scope } from "./scope.ts";
import { StateMistake } from "./state-failure.ts";

/** A scope over any `$`. */
export interface Scopes extends Scope {
  over(input: Json): Scope;
}

/** What the fields of a state made of its input, step by step. */
export interface Prepared {
  /** After InputPath; the input itself in JSONata. */
  readonly effective: Json;
  /** After Parameters or Arguments; undefined where there are none. */
  readonly parameters: Json | undefined;
}

/** What a state hands on. */
export interface Finished {
  readonly selected: Json;
  readonly combined: Json;
  readonly output: Json;
  readonly assigned: Readonly<Record<string, Json>>;
}

/** InputPath and Parameters, or Arguments. Throws StateMistake. */
export async function prepare(state: State, language: QueryLanguage, scopes: Scopes): Promise<Prepared> {
  const { input } = scopes;
  if (language === "JSONata") {
    if (state.Arguments === undefined) return { effective: input, parameters: undefined };
    const parameters = await fillJsonata(state.Arguments, "Arguments", { states: { input }, scope: scopes });
    return { effective: input, parameters };
  }
  const effective = effectiveInput(state, scopes);
  // The Parameters of a Map are what ItemSelector was once called.
  if (state.Parameters === undefined || state.Type === "Map") return { effective, parameters: undefined };
  return { effective, parameters: fillTemplate(state.Parameters, scopes.over(effective)) };
}

/** InputPath. Throws StateMistake. */
export function effectiveInput(state: State, scope: Scope): Json {
  if (state.InputPath === null) return {};
  return state.InputPath === undefined ? scope.input : valueAtPath(state.InputPath, scope);
}

export interface Finishing {
  readonly language: QueryLanguage;
  readonly scopes: Scopes;
  /** What the state did; what it hands on when it did nothing. */
  readonly result: Json;
  /** Whether `$states.result` is there. */
  readonly hasResult: boolean;
}

/** ResultSelector, ResultPath and OutputPath, or Output; and Assign. Throws StateMistake. */
export async function finish(state: State, { language, scopes, result, hasResult }: Finishing): Promise<Finished> {
  if (language === "JSONata") {
    const from = { states: { input: scopes.input, ...(hasResult ? { result } : {}) }, scope: scopes };
    const assigned = await assignJsonata(state.Assign, from);
    const output = state.Output === undefined ? result : await fillJsonata(state.Output, "Output", from);
    return { selected: result, combined: result, output, assigned };
  }
  const selected =
    state.ResultSelector === undefined ? result : fillTemplate(state.ResultSelector, scopes.over(result));
  const combined = combine(scopes.input, state.ResultPath, selected);
  const assigned = assignPaths(state.Assign, scopes.over(result));
  return { selected, combined, output: outputOf(state, scopes.over(combined)), assigned };
}

/** OutputPath. */
function outputOf(state: State, scope: Scope): Json {
  if (state.OutputPath === null) return {};
  return state.OutputPath === undefined ? scope.input : valueAtPath(state.OutputPath, scope);
}

/** ResultPath. Throws StateMistake where there is no place for the result. */
function combine(input: Json, resultPath: string | null | undefined, result: Json): Json {
  if (resultPath === null) return input;
  if (resultPath === undefined || resultPath === "$") return result;
  try {
    return place(input, parsePath(resultPath), result);
  } catch (error) {
    if (!(error instanceof NoSuchPlace)) throw error;
    throw new StateMistake(
      "States.ResultPathMatchFailure",
      `Unable to apply Reference Path ${resultPath} to input ${JSON.stringify(input)}`,
    );
  }
}

function assignPaths(assign: JsonObject | undefined, scope: Scope): Readonly<Record<string, Json>> {
  return recordOf(assign === undefined ? {} : fillTemplate(assign, scope));
}

type From = Parameters<typeof fillJsonata>[2];

async function assignJsonata(assign: JsonObject | undefined, from: From): Promise<Readonly<Record<string, Json>>> {
  return recordOf(assign === undefined ? {} : await fillJsonata(assign, "Assign", from));
}

const recordOf = (value: Json): Readonly<Record<string, Json>> => (isObject(value) ? value : {});

export interface Caught {
  readonly language: QueryLanguage;
  readonly scopes: Scopes;
  readonly errorOutput: JsonObject;
}

/** What a state hands on that failed and whose error is caught. Throws StateMistake. */
export async function finishCaught(
  catcher: Catcher,
  { language, scopes, errorOutput }: Caught,
): Promise<Pick<Finished, "output" | "assigned">> {
  if (language === "JSONPath") {
    const output = combine(scopes.input, catcher.ResultPath, errorOutput);
    return { output, assigned: assignPaths(catcher.Assign, scopes.over(errorOutput)) };
  }
  const from = { states: { input: scopes.input, errorOutput }, scope: scopes };
  const output = catcher.Output === undefined ? errorOutput : await fillJsonata(catcher.Output, "Output", from);
  return { output, assigned: await assignJsonata(catcher.Assign, from) };
}
