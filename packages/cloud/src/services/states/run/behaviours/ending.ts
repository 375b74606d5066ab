import type { Json } from "../../json.ts";
import { fillTyped } from "../evaluate-jsonata.ts";
import { valueOfReference } from "../evaluate-path.ts";
import type { Scope } from "../scope.ts";
import { runtimeError, StateFailure } from "../state-failure.ts";
import { effectiveInput, finish } from "../state-io.ts";
import type { Step } from "../step.ts";

/** https://states-language.net/#succeed-state */
export async function succeed(step: Step): Promise<void> {
  const { state, language } = step;
  const scopes = step.scope();
  const result = language === "JSONPath" ? effectiveInput(state, scopes) : scopes.input;
  step.leave(await finish(state, { language, scopes, result, hasResult: false }), undefined);
}

/** https://states-language.net/#fail-state */
export async function fail(step: Step): Promise<void> {
  throw new StateFailure(await textOf(step, "Error"), await textOf(step, "Cause"));
}

export async function textOf(
  step: Pick<Step, "state" | "language"> & { scope(): Scope },
  field: "Error" | "Cause",
): Promise<string | undefined> {
  const { state, language } = step;
  const { [field]: fixed, [`${field}Path` as const]: path } = state;
  const scope = step.scope();
  if (fixed !== undefined) {
    if (language === "JSONPath") return fixed;
    const from = { states: { input: scope.input }, scope };
    return String(await fillTyped(fixed, { expected: "string", location: field }, from));
  }
  return path === undefined ? undefined : text(valueOfReference(path, `${field}Path`, scope, "States.Runtime"), path);
}

function text(value: Json, path: string): string {
  if (typeof value === "string") return value;
  throw runtimeError(`The value at '${path}' must be a string`);
}
