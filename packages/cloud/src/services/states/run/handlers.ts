import type { Ids } from "@millrace/core";
import type { Catcher, Retrier, State } from "../definition/definition.ts";
import type { StateFailure } from "./state-failure.ts";

/** Errors that no States.ALL matches. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
const terminal = new Set(["States.Runtime", "States.DataLimitExceeded"]);

function matches(names: readonly string[], { error, alias }: StateFailure, isTask: boolean): boolean {
  if (error === "States.Runtime") return false;
  return names.some((name) => {
    if (name === error || (alias !== undefined && name === alias)) return true;
    if (error !== undefined && terminal.has(error)) return false;
    if (name === "States.ALL") return true;
    return name === "States.TaskFailed" && isTask && error !== "States.Timeout";
  });
}

export interface Retry {
  readonly index: number;
  readonly delayMs: number;
}

const attemptsDefault = 3;
const intervalSecondsDefault = 1;
const backoffRateDefault = 2;

/** The retrier that has another try for this failure, and how long it waits; undefined when none has. */
export function retryOf(state: State, failure: StateFailure, attempts: readonly number[], ids: Ids): Retry | undefined {
  const index = (state.Retry ?? []).findIndex(({ ErrorEquals }) =>
    matches(ErrorEquals, failure, state.Type === "Task"),
  );
  const retrier = state.Retry?.[index];
  if (retrier === undefined) return undefined;
  const made = attempts[index] ?? 0;
  if (made >= (retrier.MaxAttempts ?? attemptsDefault)) return undefined;
  return { index, delayMs: delayOf(retrier, made, ids) };
}

function delayOf(retrier: Retrier, made: number, ids: Ids): number {
  const interval = (retrier.IntervalSeconds ?? intervalSecondsDefault) * 1000;
  const grown = interval * (retrier.BackoffRate ?? backoffRateDefault) ** made;
  const delayMs = Math.min(grown, (retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY) * 1000);
  if (retrier.JitterStrategy !== "FULL") return delayMs;
  return (ids.bytes(4).readUInt32BE() / 2 ** 32) * delayMs;
}

/** The catcher of this failure and its number. */
export function catcherOf(state: State, failure: StateFailure): readonly [Catcher, number] | undefined {
  const index = (state.Catch ?? []).findIndex(({ ErrorEquals }) =>
    matches(ErrorEquals, failure, state.Type === "Task"),
  );
  const catcher = state.Catch?.[index];
  return catcher === undefined ? undefined : [catcher, index];
}
