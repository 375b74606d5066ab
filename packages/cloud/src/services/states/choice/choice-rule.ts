import { isArray, isObject, type Json, type JsonObject } from "../json.ts";
import { parsePath } from "../jsonpath/parse-path.ts";
import { PathNotFound } from "../jsonpath/path.ts";
import { valueAt } from "../run/evaluate-path.ts";
import type { Scope } from "../run/scope.ts";
import { runtimeError } from "../run/state-failure.ts";
import { parseTimestamp } from "../run/timestamp.ts";
import { matchesPattern } from "./string-matches.ts";

const orders: Readonly<Record<string, (left: number | string, right: number | string) => boolean>> = {
  Equals: (left, right) => left === right,
  LessThan: (left, right) => left < right,
  GreaterThan: (left, right) => left > right,
  LessThanEquals: (left, right) => left <= right,
  GreaterThanEquals: (left, right) => left >= right,
};

const kinds: Readonly<Record<string, (value: Json) => number | string | undefined>> = {
  String: (value) => (typeof value === "string" ? value : undefined),
  Numeric: (value) => (typeof value === "number" ? value : undefined),
  Timestamp: (value) => (typeof value === "string" ? parseTimestamp(value) : undefined),
};

const tests: Readonly<Record<string, (value: Json | undefined) => boolean>> = {
  IsPresent: (value) => value !== undefined,
  IsNull: (value) => value === null,
  IsString: (value) => typeof value === "string",
  IsNumeric: (value) => typeof value === "number",
  IsBoolean: (value) => typeof value === "boolean",
  IsTimestamp: (value) => typeof value === "string" && parseTimestamp(value) !== undefined,
};

/** Names of the comparisons that a rule may have, `StringEqualsPath` and the like included. */
export const comparisonNames: ReadonlySet<string> = new Set([
  ...Object.keys(kinds).flatMap((kind) =>
    Object.keys(orders).flatMap((order) => [`${kind}${order}`, `${kind}${order}Path`]),
  ),
  "BooleanEquals",
  "BooleanEqualsPath",
  "StringMatches",
  ...Object.keys(tests),
]);

/** Whether a rule of a Choice state holds. Throws StateMistake for a path to nothing. */
export function ruleHolds(rule: JsonObject, scope: Scope): boolean {
  const { And: all, Or: some, Not: no } = rule;
  if (isArray(all)) return all.every((inner) => isObject(inner) && ruleHolds(inner, scope));
  if (isArray(some)) return some.some((inner) => isObject(inner) && ruleHolds(inner, scope));
  if (isObject(no)) return !ruleHolds(no, scope);
  const name = Object.keys(rule).find((key) => comparisonNames.has(key)) ?? "";
  const expected = rule[name] ?? null;
  const variable = typeof rule["Variable"] === "string" ? rule["Variable"] : "$";
  const test = tests[name];
  if (test !== undefined) {
    const value = name === "IsPresent" ? findAt(variable, scope) : at(variable, scope);
    return test(value) === expected;
  }
  const right = name.endsWith("Path") && typeof expected === "string" ? at(expected, scope) : expected;
  return compare(name.replace(/Path$/, ""), at(variable, scope), right);
}

function compare(name: string, left: Json, right: Json): boolean {
  if (name === "BooleanEquals") return typeof left === "boolean" && left === right;
  if (name === "StringMatches") {
    return typeof left === "string" && typeof right === "string" && matchesPattern(left, right);
  }
  const [, kind = "", order = ""] = /^(String|Numeric|Timestamp)(\w+)$/.exec(name) ?? [];
  const one = kinds[kind]?.(left);
  const other = kinds[kind]?.(right);
  return one !== undefined && other !== undefined && (orders[order]?.(one, other) ?? false);
}

function findAt(path: string, scope: Scope): Json | undefined {
  const parsed = parsePath(path);
  try {
    return valueAt(parsed, scope);
  } catch (error) {
    if (error instanceof PathNotFound) return undefined;
    throw error;
  }
}

function at(path: string, scope: Scope): Json {
  const value = findAt(path, scope);
  if (value === undefined) {
    throw runtimeError(`Invalid path '${path}': The choice state's condition path references an invalid value.`);
  }
  return value;
}
