import { isArray, isObject, type Json, type JsonObject } from "../json.ts";
import type { ChoiceChecking } from "./check-choices.ts";
import type { Findings } from "./diagnostic.ts";
import { checkTemplate } from "./templates.ts";

/** Retriers and catchers. */
export function checkHandlers(state: JsonObject, at: string, { findings, language }: ChoiceChecking): void {
  const lists = [
    [state["Retry"], `${at}/Retry`],
    [state["Catch"], `${at}/Catch`],
  ] as const;
  for (const [list, where] of lists) {
    if (list === undefined) continue;
    if (!isArray(list)) {
      findings.schema(where, "Expected value of type Array");
      continue;
    }
    for (const [index, handler] of list.entries()) {
      checkErrorEquals(handler, { at: `${where}[${index}]`, isLast: index === list.length - 1, findings });
    }
  }
  for (const [index, retrier] of itemsOf(state["Retry"]).entries())
    checkRetrier(retrier, `${at}/Retry[${index}]`, findings);
  for (const [index, catcher] of itemsOf(state["Catch"]).entries()) {
    const where = `${at}/Catch[${index}]`;
    if (typeof catcher["Next"] !== "string") findings.schema(where, "These fields are required: [Next]");
    if (language === "JSONPath") checkTemplate(catcher["Assign"], `${where}/Assign`, findings);
  }
}

const itemsOf = (list: Json | undefined): readonly JsonObject[] => (isArray(list) ? list.filter(isObject) : []);

interface Handler {
  readonly at: string;
  readonly isLast: boolean;
  readonly findings: Findings;
}

function checkErrorEquals(handler: Json, { at, isLast, findings }: Handler): void {
  if (!isObject(handler)) return findings.schema(at, "Expected value of type Object");
  const names = handler["ErrorEquals"];
  if (names === undefined) return findings.schema(at, "These fields are required: [ErrorEquals]");
  if (!isArray(names) || names.length === 0) return findings.schema(`${at}/ErrorEquals`, "Value cannot be empty");
  if (!names.includes("States.ALL")) return;
  if (names.length > 1) findings.schema(`${at}/ErrorEquals`, "States.ALL must appear alone");
  if (!isLast) findings.schema(`${at}/ErrorEquals`, "States.ALL must appear in the last handler");
}

function checkRetrier(retrier: JsonObject, at: string, findings: Findings): void {
  const check = (name: string, isFine: (value: number) => boolean, wanted: string): void => {
    const value = retrier[name];
    if (value === undefined) return;
    if (typeof value !== "number" || !isFine(value)) findings.schema(`${at}/${name}`, wanted);
  };
  check(
    "IntervalSeconds",
    (value) => Number.isInteger(value) && value > 0,
    "Expected value of type Integer, greater than 0",
  );
  check(
    "MaxAttempts",
    (value) => Number.isInteger(value) && value >= 0,
    "Expected value of type Integer, not negative",
  );
  check("BackoffRate", (value) => value >= 1, "Expected value of type Double, not smaller than 1");
  check(
    "MaxDelaySeconds",
    (value) => Number.isInteger(value) && value > 0,
    "Expected value of type Integer, greater than 0",
  );
  const jitter = retrier["JitterStrategy"];
  if (jitter !== undefined && jitter !== "FULL" && jitter !== "NONE") {
    findings.schema(`${at}/JitterStrategy`, "The field 'JitterStrategy' should have one of these values: [FULL, NONE]");
  }
}
