import { comparisonNames } from "../choice/choice-rule.ts";
import { isArray, isObject, type Json, type JsonObject } from "../json.ts";
import { isPath } from "../jsonpath/parse-path.ts";
import type { QueryLanguage } from "./definition.ts";
import type { Findings } from "./diagnostic.ts";
import { checkTemplate } from "./templates.ts";

export interface ChoiceChecking {
  readonly language: QueryLanguage;
  readonly findings: Findings;
}

/** The rules of a Choice state. */
export function checkChoices(state: JsonObject, at: string, checking: ChoiceChecking): void {
  const { findings, language } = checking;
  const choices = state["Choices"];
  if (choices === undefined) return findings.schema(at, "These fields are required: [Choices]");
  if (!isArray(choices)) return findings.schema(`${at}/Choices`, "Expected value of type Array");
  if (choices.length === 0) findings.schema(`${at}/Choices`, "Value cannot be empty");
  for (const [index, rule] of choices.entries()) {
    const where = `${at}/Choices[${index}]`;
    if (!isObject(rule)) {
      findings.schema(where, "Expected value of type Object");
      continue;
    }
    if (typeof rule["Next"] !== "string") findings.schema(where, "These fields are required: [Next]");
    if (language === "JSONata") checkCondition(rule, where, findings);
    else {
      checkTemplate(rule["Assign"], `${where}/Assign`, findings);
      checkRule(rule, where, findings);
    }
  }
}

function checkCondition(rule: JsonObject, at: string, findings: Findings): void {
  const condition = rule["Condition"];
  if (condition === undefined) findings.schema(at, "These fields are required: [Condition]");
  else if (typeof condition !== "boolean" && typeof condition !== "string") {
    findings.schema(`${at}/Condition`, "Expected value of type Boolean or a JSONata expression");
  }
}

function checkRule(rule: Json, at: string, findings: Findings): void {
  if (!isObject(rule)) return findings.schema(at, "Expected value of type Object");
  for (const name of ["And", "Or"]) {
    const inner = rule[name];
    if (!isArray(inner)) continue;
    if (inner.length === 0) findings.schema(`${at}/${name}`, "Value cannot be empty");
    for (const [index, one] of inner.entries()) checkRule(one, `${at}/${name}[${index}]`, findings);
    return;
  }
  if (rule["Not"] !== undefined) return checkRule(rule["Not"], `${at}/Not`, findings);
  checkComparison(rule, at, findings);
}

function checkComparison(rule: JsonObject, at: string, findings: Findings): void {
  const comparisons = Object.keys(rule).filter((name) => comparisonNames.has(name));
  if (comparisons.length !== 1) findings.schema(at, "Exactly one comparison operator is required");
  const variable = rule["Variable"];
  if (variable === undefined) findings.schema(at, "These fields are required: [Variable]");
  else if (typeof variable !== "string" || !isPath(variable)) {
    findings.schema(`${at}/Variable`, "Value is not a valid JSONPath");
  }
  const [name = ""] = comparisons;
  const path = rule[name];
  if (name.endsWith("Path") && (typeof path !== "string" || !isPath(path))) {
    findings.schema(`${at}/${name}`, "Value is not a valid JSONPath");
  }
}
