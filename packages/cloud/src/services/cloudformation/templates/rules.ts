import { isArray, isObject, type Json } from "../../../sdk-calls/json.ts";
import { validation } from "../errors.ts";
import { evaluate, evaluateCondition, type Lookups } from "./functions.ts";
import type { Prepared } from "./prepare.ts";
import { toText } from "./text.ts";

/**
 * Holds the values of parameters against the template's rules.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
 */
export function checkRules(prepared: Prepared): void {
  const lookups = prepared.lookups({
    ref: (name) => name,
    attribute: (id) => id,
    importValue: (name) => name,
  });
  for (const rule of Object.values(prepared.template.rules)) {
    if (!isObject(rule)) continue;
    const applies = rule["RuleCondition"] === undefined || holds(rule["RuleCondition"], lookups);
    const assertions = rule["Assertions"];
    if (!applies || !isArray(assertions)) continue;
    for (const assertion of assertions) {
      if (!isObject(assertion) || holds(assertion["Assert"] ?? false, lookups)) continue;
      throw validation(`Template validation error: ${toText(assertion["AssertDescription"] ?? "Assertion failed")}`);
    }
  }
}

function holds(value: Json, lookups: Lookups): boolean {
  const [[name, argument] = ["", value]] = isObject(value) ? Object.entries(value) : [];
  const decide = ruleFunctions[name];
  const parts = isArray(argument) ? argument : [argument];
  if (name === "Fn::Not") return !holds(parts[0] ?? "", lookups);
  if (name === "Fn::And") return parts.every((part) => holds(part, lookups));
  if (name === "Fn::Or") return parts.some((part) => holds(part, lookups));
  if (decide === undefined) return evaluateCondition(value, lookups);
  const [left, right] = parts.map((part) => listOf(evaluate(part, lookups)));
  return decide(left ?? [], right ?? []);
}

const listOf = (value: Json | undefined): string[] =>
  value === undefined ? [] : (isArray(value) ? value : [value]).map(toText);

const ruleFunctions: Readonly<Record<string, (left: readonly string[], right: readonly string[]) => boolean>> = {
  "Fn::Contains": (list, [value = ""]) => list.includes(value),
  "Fn::EachMemberEquals": (list, [value = ""]) => list.every((item) => item === value),
  "Fn::EachMemberIn": (list, allowed) => list.every((item) => allowed.includes(item)),
};
