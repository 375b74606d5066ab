import type { AwsError } from "@millrace/wire";
import { conditionalCheckFailed } from "./errors.ts";
import type { Condition } from "./expressions/ast.ts";
import { bindCondition, type Test } from "./expressions/bind-condition.ts";
import { newBinding } from "./expressions/bind-operand.ts";
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

export interface WritingCondition {
  readonly test: Test;
  /** The attributes that it looks into. */
  readonly opened: ReadonlySet<string>;
  /** What is thrown when it is not met; a failed condition unless told otherwise. */
  readonly refuse?: () => AwsError;
}

/** The condition under which an item may be written, in either of its forms. */
export function writingCondition(
  input: WritingConditionInput,
  placeholders: Placeholders,
): WritingCondition | undefined {
  const condition = conditionTree(input);
  if (condition === undefined) return undefined;
  const binding = newBinding("ConditionExpression", placeholders);
  return { test: bindCondition(binding, condition), opened: binding.opened };
}

const conditionTree = (input: WritingConditionInput): Condition | undefined =>
  input.ConditionExpression === undefined
    ? expectedConditions(input.Expected, input.ConditionalOperator)
    : conditionOf("ConditionExpression", input.ConditionExpression);

export function refuseUnlessMet(
  condition: WritingCondition | undefined,
  before: StoredItem | undefined,
  onFailure: string | undefined,
): void {
  if (condition === undefined || condition.test(before?.item ?? {})) return;
  if (condition.refuse !== undefined) throw condition.refuse();
  throw conditionalCheckFailed(onFailure === "ALL_OLD" ? before?.item : undefined);
}
