import { conditionalCheckFailed } from "./errors.ts";
import type { Condition } from "./expressions/ast.ts";
import { bindCondition, type Test } from "./expressions/bind-condition.ts";
import { type ExpectedCondition, expectedConditions } from "./expressions/legacy-condition.ts";
import { conditionOf } from "./expressions/parse.ts";
import type { PlaceholderInput, Placeholders } from "./expressions/placeholders.ts";
import type { StoredItem } from "./values/stored-item.ts";

export interface WritingConditionInput extends PlaceholderInput {
  readonly ConditionExpression?: string | undefined;
  readonly Expected?: Readonly<Record<string, ExpectedCondition>> | undefined;
  readonly ConditionalOperator?: string | undefined;
  readonly ReturnValuesOnConditionCheckFailure?: string | undefined;
}

/** The condition under which an item may be written, in either of its forms. */
export function writingCondition(input: WritingConditionInput, placeholders: Placeholders): Test | undefined {
  const condition = conditionTree(input);
  if (condition === undefined) return undefined;
  return bindCondition({ kind: "ConditionExpression", placeholders, attributes: new Set() }, condition);
}

const conditionTree = (input: WritingConditionInput): Condition | undefined =>
  input.ConditionExpression === undefined
    ? expectedConditions(input.Expected, input.ConditionalOperator)
    : conditionOf("ConditionExpression", input.ConditionExpression);

export function refuseUnlessMet(
  test: Test | undefined,
  before: StoredItem | undefined,
  onFailure: string | undefined,
): void {
  if (test === undefined || test(before?.item ?? {})) return;
  throw conditionalCheckFailed(onFailure === "ALL_OLD" ? before?.item : undefined);
}
