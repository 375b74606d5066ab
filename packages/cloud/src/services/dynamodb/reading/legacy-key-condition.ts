import { validation } from "../errors.ts";
import { type LegacyCondition, legacyCondition } from "../expressions/legacy-condition.ts";
import type { KeySchema } from "../model.ts";
import { checkedValue } from "../values/check.ts";
import { type KeyCondition, keyConditionOfParts } from "./key-condition.ts";

const operators: Readonly<Record<string, string>> = {
  EQ: "=",
  LT: "<",
  LE: "<=",
  GT: ">",
  GE: ">=",
  BETWEEN: "between",
  BEGINS_WITH: "begins_with",
};

/** `KeyConditions`, the form that came before KeyConditionExpression. */
export function legacyKeyCondition(
  conditions: Readonly<Record<string, LegacyCondition>>,
  schema: KeySchema,
  indexName?: string,
): KeyCondition {
  const entries = Object.entries(conditions);
  if (entries.length === 0 || entries.length > 2) throw validation("Conditions can be of length 1 or 2 only");
  const parts = entries.map(([name, condition]) => {
    legacyCondition(name, condition);
    const operator = operators[condition.ComparisonOperator ?? ""];
    if (operator === undefined) throw validation("Attempted conditional constraint is not an indexable operation");
    return { name, operator, values: (condition.AttributeValueList ?? []).map((value) => checkedValue(value)) };
  });
  return keyConditionOfParts(parts, schema, indexName);
}
