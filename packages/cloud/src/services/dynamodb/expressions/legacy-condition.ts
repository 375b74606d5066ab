import { invalidParameter, validation } from "../errors.ts";
import { type AttributeValue, typeOf } from "../values/attribute-value.ts";
import { checkedValue } from "../values/check.ts";
import { compareValues } from "../values/compare.ts";
import type { Comparator, Condition, Operand } from "./ast.ts";

/**
 * The forms that came before expressions, translated into the same tree.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html
 */
export interface LegacyCondition {
  readonly ComparisonOperator?: string | undefined;
  readonly AttributeValueList?: readonly AttributeValue[] | undefined;
}

export interface ExpectedCondition extends LegacyCondition {
  readonly Value?: AttributeValue | undefined;
  readonly Exists?: boolean | undefined;
}

type ByName<Value> = Readonly<Record<string, Value>>;

/** All conditions together; undefined when there are none. */
export function legacyConditions(
  conditions: ByName<LegacyCondition> | undefined,
  operator: string | undefined,
): Condition | undefined {
  const parts = Object.entries(conditions ?? {}).map(([name, condition]) => legacyCondition(name, condition));
  return combined(parts, operator);
}

export function expectedConditions(
  expected: ByName<ExpectedCondition> | undefined,
  operator: string | undefined,
): Condition | undefined {
  const parts = Object.entries(expected ?? {}).map(([name, condition]) => expectedCondition(name, condition));
  return combined(parts, operator);
}

function combined(parts: readonly Condition[], operator: string | undefined): Condition | undefined {
  const [first] = parts;
  if (first === undefined) {
    if (operator !== undefined) throw validation("ConditionalOperator cannot be used without Filter or Expected");
    return undefined;
  }
  if (parts.length === 1) {
    if (operator === undefined) return first;
    throw validation("ConditionalOperator can only be used when Filter or Expected has two or more elements");
  }
  return { kind: operator === "OR" ? "or" : "and", conditions: parts };
}

function expectedCondition(name: string, expected: ExpectedCondition): Condition {
  const { ComparisonOperator, AttributeValueList, Value, Exists } = expected;
  if (ComparisonOperator !== undefined) return expectedComparison(name, ComparisonOperator, expected);
  const refuse = refusalFor(name);
  if (AttributeValueList !== undefined) throw refuse("AttributeValueList can only be used with a ComparisonOperator");
  if (Exists === false) {
    if (Value !== undefined) throw refuse("Value cannot be used when Exists is false");
    return { kind: "function", name: "attribute_not_exists", operands: [path(name)] };
  }
  if (Value === undefined) throw refuse(`Value must be provided when Exists is ${Exists === true ? "true" : "null"}`);
  return legacyCondition(name, { ComparisonOperator: "EQ", AttributeValueList: [Value] });
}

function expectedComparison(name: string, operator: string, expected: ExpectedCondition): Condition {
  const { AttributeValueList, Value, Exists } = expected;
  const refuse = refusalFor(name);
  if (Exists !== undefined) throw refuse("Exists and ComparisonOperator cannot be used together");
  if (Value !== undefined && AttributeValueList !== undefined) {
    throw refuse("Value and AttributeValueList cannot be used together");
  }
  const takesNone = argumentCounts[operator]?.max === 0;
  if (Value === undefined && AttributeValueList === undefined && !takesNone) {
    throw refuse(`Value or AttributeValueList must be used with ComparisonOperator: ${operator}`);
  }
  return legacyCondition(name, {
    ComparisonOperator: operator,
    AttributeValueList: Value === undefined ? AttributeValueList : [Value],
  });
}

const refusalFor =
  (name: string) =>
  (detail: string): Error =>
    invalidParameter(`${detail} for Attribute: ${name}`);

const path = (name: string): Operand => ({ kind: "path", parts: [{ name }] });

const comparators: Readonly<Record<string, Comparator>> = { EQ: "=", NE: "<>", LT: "<", LE: "<=", GT: ">", GE: ">=" };

const one = { min: 1, max: 1 };
const argumentCounts: Readonly<Record<string, { readonly min: number; readonly max: number }>> = {
  EQ: one,
  NE: one,
  LT: one,
  LE: one,
  GT: one,
  GE: one,
  CONTAINS: one,
  NOT_CONTAINS: one,
  BEGINS_WITH: one,
  NULL: { min: 0, max: 0 },
  NOT_NULL: { min: 0, max: 0 },
  BETWEEN: { min: 2, max: 2 },
  IN: { min: 1, max: Number.POSITIVE_INFINITY },
};

const scalars = ["S", "N", "B"];
const argumentTypes: Readonly<Record<string, readonly string[]>> = {
  LT: scalars,
  LE: scalars,
  GT: scalars,
  GE: scalars,
  BETWEEN: scalars,
  IN: scalars,
  CONTAINS: scalars,
  NOT_CONTAINS: scalars,
  BEGINS_WITH: ["S", "B"],
};

export function legacyCondition(name: string, condition: LegacyCondition): Condition {
  const operator = condition.ComparisonOperator ?? "";
  const values = checkedArguments(operator, condition.AttributeValueList ?? []);
  const operands: readonly Operand[] = values.map((value) => ({ kind: "value", value }));
  const [first, second] = operands;
  const subject = path(name);
  const comparator = comparators[operator];
  if (comparator !== undefined && first !== undefined) {
    return { kind: "comparison", comparator, operands: [subject, first] };
  }
  if (operator === "BETWEEN" && first !== undefined && second !== undefined) {
    return { kind: "between", operands: [subject, first, second] };
  }
  if (operator === "IN") return { kind: "in", operands: [subject, ...operands] };
  return legacyFunction(operator, [subject, ...operands]);
}

function legacyFunction(operator: string, operands: readonly Operand[]): Condition {
  switch (operator) {
    case "NULL":
      return { kind: "function", name: "attribute_not_exists", operands };
    case "NOT_NULL":
      return { kind: "function", name: "attribute_exists", operands };
    case "NOT_CONTAINS":
      // An attribute that is not there contains nothing, and yet fails this test.
      return {
        kind: "and",
        conditions: [
          { kind: "function", name: "attribute_exists", operands: operands.slice(0, 1) },
          { kind: "not", condition: { kind: "function", name: "contains", operands } },
        ],
      };
    default:
      return { kind: "function", name: operator.toLowerCase(), operands };
  }
}

function checkedArguments(operator: string, list: readonly AttributeValue[]): readonly AttributeValue[] {
  const values = list.map((value) => checkedValue(value));
  const count = argumentCounts[operator];
  if (count === undefined || values.length < count.min || values.length > count.max) {
    throw invalidParameter(`Invalid number of argument(s) for the ${operator} ComparisonOperator`);
  }
  const allowed = argumentTypes[operator];
  for (const value of values) {
    if (allowed !== undefined && !allowed.includes(typeOf(value))) {
      throw invalidParameter(`ComparisonOperator ${operator} is not valid for ${typeOf(value)} AttributeValue type`);
    }
  }
  if (operator === "BETWEEN" || operator === "IN") refuseOtherTypes(values);
  if (operator === "BETWEEN") refuseBounds(values[0], values[1]);
  return values;
}

function refuseOtherTypes(values: readonly AttributeValue[]): void {
  if (new Set(values.map(typeOf)).size <= 1) return;
  throw invalidParameter("AttributeValues inside AttributeValueList must be of same type");
}

function refuseBounds(low: AttributeValue | undefined, high: AttributeValue | undefined): void {
  if (low === undefined || high === undefined) return;
  if ((compareValues(low, high) ?? 0) > 0) {
    throw validation(
      "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound",
    );
  }
}
