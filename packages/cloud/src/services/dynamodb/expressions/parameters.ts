import { validation } from "../errors.ts";
import type { PlaceholderInput } from "./placeholders.ts";

/** Which parameters of one operation are expressions, and which are their legacy forms. */
export interface ParameterNames {
  readonly expressions: readonly string[];
  /** Those of the expressions that may hold values, in the order in which refusals name them. */
  readonly withValues: readonly string[];
  readonly legacy: readonly string[];
}

/** Expressions and legacy forms do not mix, and placeholders need an expression that could use them. */
export function refuseMixture(input: PlaceholderInput, names: ParameterNames): void {
  const given = (name: string): boolean =>
    Object.hasOwn(input, name) && input[name as keyof typeof input] !== undefined;
  const expressions = names.expressions.filter(given);
  const legacy = names.legacy.filter(given);
  if (expressions.length > 0 && legacy.length > 0) {
    throw validation(
      "Can not use both expression and non-expression parameters in the same request: " +
        `Non-expression parameters: {${legacy.join(", ")}} Expression parameters: {${expressions.join(", ")}}`,
    );
  }
  if (given("ExpressionAttributeNames") && expressions.length === 0) {
    throw validation("ExpressionAttributeNames can only be specified when using expressions");
  }
  if (given("ExpressionAttributeValues") && !names.withValues.some(given)) {
    const verb = names.withValues.length === 1 ? "is" : "are";
    throw validation(
      `ExpressionAttributeValues can only be specified when using expressions: ${names.withValues.join(" and ")} ${verb} null`,
    );
  }
}
