import { isDistributed } from "../../definition/definition.ts";
import { isArray, type Json, type JsonObject, toText } from "../../json.ts";
import { inlineConcurrencyMax, mapConcurrencyMax } from "../../model.ts";
import { fillJsonata, fillTyped } from "../evaluate-jsonata.ts";
import { fillTemplate, valueAtPath } from "../evaluate-path.ts";
import { numberOf } from "../number-field.ts";
import type { Scope } from "../scope.ts";
import { evaluationError, runtimeError } from "../state-failure.ts";
import { effectiveInput, finish, type Scopes } from "../state-io.ts";
import type { MapPlan, Step } from "../step.ts";
import type { Group } from "../thread.ts";

/** https://states-language.net/#map-state */
export async function map(step: Step): Promise<void> {
  const { thread, run } = step;
  const { group } = thread;
  if (group === undefined) return begin(step);
  if (group.pending === 0 && group.next >= group.items.length) {
    run.record(thread, "MapStateSucceeded", undefined, { isAside: true });
    return finishMap(step, [...group.results]);
  }
  await beginIterations(step, group);
}

/** All iterations are done. Throws StateMistake. */
export async function finishMap(step: Step, result: Json): Promise<void> {
  const { state, language } = step;
  step.leave(await finish(state, { language, scopes: step.scope(), result, hasResult: true }), state.Next);
}

async function begin(step: Step): Promise<void> {
  const { state, language, thread, run } = step;
  const scopes = step.scope();
  const effective = language === "JSONPath" ? effectiveInput(state, scopes) : scopes.input;
  const items = state.ItemReader === undefined ? await itemsOf(step, scopes.over(effective)) : undefined;
  const scope = scopes.over(effective);
  const maxConcurrency = await concurrencyOf(step, scope);
  thread.visit++;
  run.record(thread, "MapStateStarted", { length: items?.length ?? 0 });
  if (isDistributed(state)) {
    const plan: MapPlan = { items, effective, maxConcurrency, ...(await toleranceOf(step, scope)) };
    thread.status = "working";
    return step.host.beginMapRun(run, thread, plan);
  }
  thread.group = { results: [], items: items ?? [], effective, next: 0, pending: 0 };
  if (items?.length === 0) {
    run.record(thread, "MapStateSucceeded", undefined, { isAside: true });
    return finishMap(step, []);
  }
  await beginIterations(step, thread.group);
}

async function beginIterations(step: Step, group: Group): Promise<void> {
  const { thread, run } = step;
  const limit = await concurrencyOf(step, step.scope().over(group.effective));
  const concurrency = Math.min(limit === 0 ? inlineConcurrencyMax : limit, inlineConcurrencyMax);
  thread.status = "working";
  const previousId = thread.lastEventId;
  while (group.pending < concurrency && group.next < group.items.length) {
    const index = group.next;
    const item = { Index: index, Value: group.items[index] ?? null };
    const input = await itemInput(step, group.effective, item);
    group.next++;
    group.pending++;
    const id = run.record(thread, "MapIterationStarted", { name: thread.state, index }, { previousId, isAside: true });
    run.spawn({ parent: thread, index, place: [...thread.place, thread.state, 0], input, item, lastEventId: id });
  }
}

/** ItemSelector. Throws StateMistake. */
export async function itemInput(
  step: Pick<Step, "state" | "language"> & { scope(more?: JsonObject): Scopes },
  effective: Json,
  item: { readonly Index: number; readonly Value: Json; readonly Key?: string; readonly Source?: string },
): Promise<Json> {
  const { state, language } = step;
  const selector = state.ItemSelector ?? (language === "JSONPath" ? state.Parameters : undefined);
  if (selector === undefined) return item.Value;
  const scopes = step.scope({ Map: { Item: { ...item } } });
  if (language === "JSONPath") return fillTemplate(selector, scopes.over(effective));
  return fillJsonata(selector, "ItemSelector", { states: { input: scopes.input }, scope: scopes });
}

/** ItemsPath, Items or the input itself. Throws StateMistake. */
export async function itemsOf(
  { state, language }: Pick<Step, "state" | "language">,
  scope: Scope,
): Promise<readonly Json[]> {
  if (language === "JSONata") {
    if (state.Items !== undefined) {
      const from = { states: { input: scope.input }, scope };
      const items = await fillTyped(state.Items, { expected: "array", location: "Items" }, from);
      return isArray(items) ? items : [];
    }
    if (isArray(scope.input)) return scope.input;
    throw evaluationError(`Map state input must be an array but was: ${toText(scope.input)}`);
  }
  const path = state.ItemsPath ?? "$";
  const items = valueAtPath(path, scope);
  if (isArray(items)) return items;
  throw runtimeError(`Reference path "${path.replace("$$", "$")}" must point to array.`);
}

export const concurrencyOf = async (step: Pick<Step, "state" | "language">, scope: Scope): Promise<number> => {
  const { state, language } = step;
  const limit = await numberOf(language, scope, {
    name: "MaxConcurrency",
    value: state.MaxConcurrency,
    path: state.MaxConcurrencyPath,
    kind: "integer",
  });
  if (limit !== undefined && limit < 0) throw runtimeError("MaxConcurrency cannot be negative.");
  return Math.min(limit ?? 0, mapConcurrencyMax);
};

export type Tolerance = Pick<MapPlan, "toleratedCount" | "toleratedPercentage">;

export async function toleranceOf(
  { state, language }: Pick<Step, "state" | "language">,
  scope: Scope,
): Promise<Tolerance> {
  const toleratedCount = await numberOf(language, scope, {
    name: "ToleratedFailureCount",
    value: state.ToleratedFailureCount,
    path: state.ToleratedFailureCountPath,
    kind: "integer",
  });
  if (toleratedCount !== undefined && toleratedCount < 0)
    throw runtimeError("ToleratedFailureCount cannot be negative.");
  const toleratedPercentage = await numberOf(language, scope, {
    name: "ToleratedFailurePercentage",
    value: state.ToleratedFailurePercentage,
    path: state.ToleratedFailurePercentagePath,
    kind: "float",
  });
  if (toleratedPercentage !== undefined && (toleratedPercentage < 0 || toleratedPercentage > 100)) {
    throw runtimeError("ToleratedFailurePercentage must be between 0 and 100.");
  }
  return { toleratedCount, toleratedPercentage };
}
