import type { Expression } from "./expression.ts";
import { functions } from "./functions.ts";
import { compare, isTrue, numberOf, QueryError, type Row, textOf, type Value } from "./values.ts";

/** Computes an expression over a record. What cannot be computed is undefined. */
export function evaluate(expression: Expression, row: Row): Value {
  switch (expression.kind) {
    case "value":
      return expression.value;
    case "duration":
      return expression.ms;
    case "field":
      return row.get(expression.name);
    case "not":
      return !isTrue(evaluate(expression.operand, row));
    case "minus": {
      const value = numberOf(evaluate(expression.operand, row));
      return value === undefined ? undefined : -value;
    }
    case "like":
      return isLike(evaluate(expression.subject, row), expression.pattern);
    case "in": {
      const value = evaluate(expression.subject, row);
      return expression.list.some((item) => isEqual(value, evaluate(item, row)));
    }
    case "binary":
      return binary(expression.operator, expression.left, expression.right, row);
    case "call": {
      const compute = functions[expression.name];
      if (compute === undefined) throw new QueryError(`unknown function ${expression.name}`);
      return compute(expression.arguments.map((argument) => evaluate(argument, row)));
    }
  }
}

function isLike(value: Value, pattern: RegExp | string): boolean {
  if (value === undefined) return false;
  if (typeof pattern !== "string") return pattern.test(textOf(value));
  // A per cent sign in a text stands for anything.
  if (!pattern.includes("%")) return textOf(value).includes(pattern);
  const wild = pattern.split("%").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${wild.join(".*")}$`, "s").test(textOf(value));
}

function isEqual(a: Value, b: Value): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (typeof a === "boolean" || typeof b === "boolean") return String(a) === String(b);
  return compare(a, b) === 0;
}

type Arithmetic = (a: number, b: number) => number;

const arithmetic: Readonly<Record<string, Arithmetic>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
  "^": (a, b) => a ** b,
};

const orders: Readonly<Record<string, (order: number) => boolean>> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

function binary(operator: string, left: Expression, right: Expression, row: Row): Value {
  const a = evaluate(left, row);
  if (operator === "and") return isTrue(a) && isTrue(evaluate(right, row));
  if (operator === "or") return isTrue(a) || isTrue(evaluate(right, row));
  const b = evaluate(right, row);
  if (operator === "=") return isEqual(a, b);
  if (operator === "!=") return !isEqual(a, b);
  const order = orders[operator];
  if (order !== undefined) return a !== undefined && b !== undefined && order(compare(a, b));
  const [x, y] = [numberOf(a), numberOf(b)];
  const result = x === undefined || y === undefined ? undefined : arithmetic[operator]?.(x, y);
  return result === undefined || !Number.isFinite(result) ? undefined : result;
}
