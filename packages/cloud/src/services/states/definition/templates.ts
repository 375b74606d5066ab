import { parseIntrinsic } from "../intrinsics/parse-intrinsic.ts";
import { isArray, isObject, type Json } from "../json.ts";
import { expressionIn, syntaxErrorOf } from "../jsonata/expression.ts";
import { isPath } from "../jsonpath/parse-path.ts";
import { PathSyntaxError } from "../jsonpath/path.ts";
import type { Findings } from "./diagnostic.ts";

/** Every member `x.$` of a payload template must name a path or call a function. */
export function checkTemplate(template: Json | undefined, location: string, findings: Findings): void {
  if (isArray(template)) {
    for (const [at, item] of template.entries()) checkTemplate(item, `${location}[${at}]`, findings);
  }
  if (!isObject(template)) return;
  for (const [name, value] of Object.entries(template)) {
    if (!name.endsWith(".$")) checkTemplate(value, `${location}/${name}`, findings);
    else if (typeof value !== "string" || !isReference(value)) {
      findings.schema(
        location,
        `The value for the field '${name}' must be a valid JSONPath or a valid intrinsic function call`,
      );
    }
  }
}

export function isReference(text: string): boolean {
  if (text.startsWith("$")) return isPath(text);
  try {
    parseIntrinsic(text);
    return true;
  } catch (error) {
    if (error instanceof PathSyntaxError) return false;
    throw error;
  }
}

/** Every expression in a template of JSONata must be one. */
export function checkExpressions(template: Json | undefined, location: string, findings: Findings): void {
  if (isArray(template)) {
    for (const [at, item] of template.entries()) checkExpressions(item, `${location}[${at}]`, findings);
  } else if (isObject(template)) {
    for (const [name, value] of Object.entries(template)) checkExpressions(value, `${location}/${name}`, findings);
  } else if (typeof template === "string") {
    const expression = expressionIn(template);
    const mistake = expression === undefined ? undefined : syntaxErrorOf(expression);
    if (mistake !== undefined) findings.schema(location, `The JSONata expression is invalid. ${mistake}`);
  }
}
