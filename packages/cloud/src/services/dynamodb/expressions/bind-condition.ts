import { invalidExpression } from "../errors.ts";
import { operandsOfInMax } from "../limits.ts";
import { type AttributeType, type AttributeValue, type Item, typeOf } from "../values/attribute-value.ts";
import { compareValues, valuesEqual } from "../values/compare.ts";
import type { Comparator, Condition, Operand } from "./ast.ts";
import { bindFunction } from "./bind-function.ts";
import { type Binding, type BoundOperand, bindOperand, refuseSameOperand, wrongOperandType } from "./bind-operand.ts";

/** Whether an item meets a condition; an item that does not exist is an empty one. */
export type Test = (item: Item) => boolean;

/** Checks a condition against the placeholders of one request and answers a test that is ready to run on many items. */
export function bindCondition(binding: Binding, condition: Condition): Test {
  switch (condition.kind) {
    case "and":
      return allOf(condition.conditions.map((part) => bindCondition(binding, part)));
    case "or":
      return anyOf(condition.conditions.map((part) => bindCondition(binding, part)));
    case "not": {
      const test = bindCondition(binding, condition.condition);
      return (item) => !test(item);
    }
    case "comparison":
      return bindComparison(binding, condition.comparator, condition.operands);
    case "between":
      return bindBetween(binding, condition.operands);
    case "in":
      return bindIn(binding, condition.operands);
    case "function":
      return bindFunction(binding, condition);
  }
}

const allOf =
  (tests: readonly Test[]): Test =>
  (item) =>
    tests.every((test) => test(item));

const anyOf =
  (tests: readonly Test[]): Test =>
  (item) =>
    tests.some((test) => test(item));

const bindAll = (binding: Binding, operands: readonly Operand[]): readonly BoundOperand[] =>
  operands.map((operand) => bindOperand(binding, operand));

const holds: Readonly<Record<Exclude<Comparator, "=" | "<>">, (order: number) => boolean>> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

function bindComparison(binding: Binding, comparator: Comparator, operands: readonly [Operand, Operand]): Test {
  const left = bindOperand(binding, operands[0]);
  const right = bindOperand(binding, operands[1]);
  if (comparator === "=" || comparator === "<>") {
    refuseSameOperand(binding, comparator, [left, right]);
    const wanted = comparator === "=";
    return (item) => bothEqual(left.read(item), right.read(item)) === wanted;
  }

  refuseUnordered(binding, comparator, [left, right]);
  refuseSameOperand(binding, comparator, [left, right]);
  const accepts = holds[comparator];
  return (item) => {
    const order = orderOf(left.read(item), right.read(item));
    return order !== undefined && accepts(order);
  };
}

const bothEqual = (left: AttributeValue | undefined, right: AttributeValue | undefined): boolean =>
  left !== undefined && right !== undefined && valuesEqual(left, right);

const orderOf = (left: AttributeValue | undefined, right: AttributeValue | undefined): number | undefined =>
  left === undefined || right === undefined ? undefined : compareValues(left, right);

const ordered: ReadonlySet<AttributeType> = new Set(["S", "N", "B"]);

function refuseUnordered(binding: Binding, operator: string, operands: readonly BoundOperand[]): void {
  for (const { type } of operands) {
    if (type !== undefined && !ordered.has(type)) throw wrongOperandType(binding, operator, type);
  }
}

function bindBetween(binding: Binding, operands: readonly [Operand, Operand, Operand]): Test {
  const operand = bindOperand(binding, operands[0]);
  const low = bindOperand(binding, operands[1]);
  const high = bindOperand(binding, operands[2]);
  refuseUnordered(binding, "BETWEEN", [operand, low, high]);
  refuseBounds(binding, low.constant, high.constant);
  refuseSameOperand(binding, "BETWEEN", [operand, low, high]);
  return (item) => {
    const value = operand.read(item);
    const aboveLow = orderOf(value, low.read(item));
    const belowHigh = orderOf(value, high.read(item));
    return aboveLow !== undefined && belowHigh !== undefined && aboveLow >= 0 && belowHigh <= 0;
  };
}

function refuseBounds(binding: Binding, low: AttributeValue | undefined, high: AttributeValue | undefined): void {
  if (low === undefined || high === undefined) return;
  const order = compareValues(low, high);
  if (order !== undefined && order <= 0) return;
  const rule =
    order === undefined
      ? "requires same data type for lower and upper bounds"
      : "requires upper bound to be greater than or equal to lower bound";
  throw invalidExpression(
    binding.kind,
    `The BETWEEN operator ${rule}; lower bound operand: ${printValue(low)}, upper bound operand: ${printValue(high)}`,
  );
}

const printValue = (value: AttributeValue): string =>
  `AttributeValue: {${typeOf(value)}:${value.S ?? value.N ?? value.B}}`;

function bindIn(binding: Binding, operands: readonly Operand[]): Test {
  const [operand, ...list] = bindAll(binding, operands);
  if (operand === undefined) throw new TypeError("Cannot bind IN as it has no operand");
  if (list.length > operandsOfInMax) {
    throw invalidExpression(
      binding.kind,
      `The IN operator is provided with too many operands; number of operands: ${list.length}`,
    );
  }
  refuseSameOperand(binding, "IN", [operand, ...list]);
  return (item) => {
    const value = operand.read(item);
    return value !== undefined && list.some((member) => bothEqual(value, member.read(item)));
  };
}
