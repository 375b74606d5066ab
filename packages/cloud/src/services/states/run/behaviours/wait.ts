import { type Json, toText } from "../../json.ts";
import { parsePath } from "../../jsonpath/parse-path.ts";
import { PathNotFound } from "../../jsonpath/path.ts";
import { fillJsonata } from "../evaluate-jsonata.ts";
import { valueAt } from "../evaluate-path.ts";
import type { Scope } from "../scope.ts";
import { evaluationError, runtimeError } from "../state-failure.ts";
import { effectiveInput, finish } from "../state-io.ts";
import type { Host, Step } from "../step.ts";
import { parseTimestamp } from "../timestamp.ts";

/** https://states-language.net/#wait-state */
export async function wait(step: Step): Promise<void> {
  const { state, language, thread, host, run } = step;
  const scopes = step.scope();
  const result = language === "JSONPath" ? effectiveInput(state, scopes) : scopes.input;
  if (!step.isAgain) {
    const until = await endOfWait(step, scopes.over(result));
    if (until > host.now()) {
      thread.status = "waiting";
      thread.dueAt = until;
      return host.schedule(run, thread);
    }
  }
  step.leave(await finish(state, { language, scopes, result, hasResult: false }), state.Next);
}

/** When a Wait that begins now ends, by the cloud's clock. Throws StateMistake. */
export async function endOfWait(
  step: Pick<Step, "state" | "language"> & { readonly host: Pick<Host, "now"> },
  scope: Scope,
): Promise<number> {
  const { state, language, host } = step;
  const { Seconds, SecondsPath, Timestamp, TimestampPath } = state;
  if (SecondsPath !== undefined) return host.now() + secondsAt(SecondsPath, scope) * 1000;
  if (TimestampPath !== undefined) return timestampAt(TimestampPath, scope);
  if (language === "JSONPath") {
    return Timestamp === undefined ? host.now() + Number(Seconds) * 1000 : (parseTimestamp(Timestamp) ?? 0);
  }
  const from = { states: { input: scope.input }, scope };
  if (Timestamp === undefined) {
    const seconds = await fillJsonata(Seconds ?? null, "Seconds", from);
    if (typeof seconds === "number" && Number.isInteger(seconds) && seconds >= 0) return host.now() + seconds * 1000;
    throw evaluationError(`The Seconds field cannot be parsed as a long value: ${shown(seconds)}`, "Seconds");
  }
  const timestamp = await fillJsonata(Timestamp, "Timestamp", from);
  const at = typeof timestamp === "string" ? parseTimestamp(timestamp) : undefined;
  if (at !== undefined) return at;
  const wanted = "an ISO-8601 extended offset date-time format string";
  throw evaluationError(`The Timestamp field cannot be parsed as ${wanted}: ${shown(timestamp)}`, "Timestamp");
}

function secondsAt(path: string, scope: Scope): number {
  const value = at("SecondsPath", path, scope);
  if (typeof value === "number" && Number.isInteger(value)) return value;
  throw runtimeError(`The SecondsPath parameter cannot be parsed as a long value: ${path} == ${shown(value)}`);
}

function timestampAt(path: string, scope: Scope): number {
  const value = at("TimestampPath", path, scope);
  const time = typeof value === "string" ? parseTimestamp(value) : undefined;
  if (time !== undefined) return time;
  throw runtimeError(
    `The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: ${path} == ${shown(value)}`,
  );
}

function at(field: string, path: string, scope: Scope): Json {
  try {
    return valueAt(parsePath(path), scope);
  } catch (error) {
    if (!(error instanceof PathNotFound)) throw error;
    throw runtimeError(`The ${field} parameter does not reference an input value: ${path}`);
  }
}

const shown = (value: Json): string => (typeof value === "string" ? value : toText(value));
