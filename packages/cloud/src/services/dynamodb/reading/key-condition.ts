import { invalidParameter, validation } from "../errors.ts";
import type { Condition, FunctionCall, Operand } from "../expressions/ast.ts";
import { bindCondition } from "../expressions/bind-condition.ts";
import { type Binding, type BoundOperand, bindOperand } from "../expressions/bind-operand.ts";
import { refuseKeyValues } from "../keys/item-key.ts";
import { isOfType, type KeyAttribute, type KeySchema } from "../model.ts";
import type { AttributeValue } from "../values/attribute-value.ts";

/** Which part of a table or an index a query reads. */
export interface KeyCondition {
  readonly hash: AttributeValue;
  readonly range: RangeCondition | undefined;
}

/** `operator` is a comparator, `between` or `begins_with`. */
export interface RangeCondition {
  readonly operator: string;
  readonly values: readonly AttributeValue[];
}

interface Part {
  readonly name: string;
  readonly operator: string;
  readonly values: readonly AttributeValue[];
}

/** Reads a key condition out of an expression; what it means depends on the schema of what is queried. */
export function keyCondition(
  binding: Binding,
  condition: Condition,
): (schema: KeySchema, indexName?: string) => KeyCondition {
  // The condition as such is checked with the same words as any other.
  bindCondition(binding, condition);
  const parts = conditionParts(binding, condition);
  return (schema, indexName) => keyConditionOfParts(parts, schema, indexName);
}

export function keyConditionOfParts(parts: readonly Part[], schema: KeySchema, indexName?: string): KeyCondition {
  const names = new Set(parts.map(({ name }) => name));
  if (names.size < parts.length) throw validation("KeyConditionExpressions must only contain one condition per key");
  if (parts.length > 2) throw validation("Conditions can be of length 1 or 2 only");
  const hash = parts.find(({ name }) => name === schema.hash.name);
  if (hash === undefined) throw missingKey(schema.hash);
  const range = parts.find((part) => part !== hash);
  if (range !== undefined && (schema.range === undefined || range.name !== schema.range.name)) {
    throw schema.range === undefined ? validation("Query key condition not supported") : missingKey(schema.range);
  }
  if (hash.operator !== "=") throw validation("Query key condition not supported");

  const [hashValue] = matching(hash.values, schema.hash);
  if (hashValue === undefined) throw validation("Query key condition not supported");
  if (range === undefined || schema.range === undefined) {
    refuseKeyValues(schema, hashValue, undefined, indexName);
    return { hash: hashValue, range: undefined };
  }
  const values = matching(range.values, schema.range);
  for (const value of values) refuseKeyValues(schema, hashValue, value, indexName);
  return { hash: hashValue, range: { operator: range.operator, values } };
}

const missingKey = (attribute: KeyAttribute): Error =>
  validation(`Query condition missed key schema element: ${attribute.name}`);

function matching(values: readonly AttributeValue[], attribute: KeyAttribute): readonly AttributeValue[] {
  if (values.every((value) => isOfType(value, attribute.type))) return values;
  throw invalidParameter("Condition parameter type does not match schema type");
}

export function conditionParts(binding: Binding, condition: Condition): readonly Part[] {
  switch (condition.kind) {
    case "and":
      return condition.conditions.flatMap((part) => conditionParts(binding, part));
    case "or":
    case "not":
      throw invalidOperator(condition.kind.toUpperCase());
    case "in":
      throw invalidOperator("IN");
    case "comparison":
      if (condition.comparator === "<>") throw invalidOperator("<>");
      return [comparisonPart(binding, condition.comparator, condition.operands)];
    case "between":
      return [namedPart(binding, "BETWEEN", "between", condition.operands)];
    case "function":
      return [functionPart(binding, condition)];
  }
}

const invalidOperator = (operator: string): Error =>
  validation(`Invalid operator used in KeyConditionExpression: ${operator}`);

const turned: Readonly<Record<string, string>> = { "=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

function comparisonPart(binding: Binding, comparator: string, operands: readonly [Operand, Operand]): Part {
  const [left, right] = operands.map((operand) => keyOperand(binding, operand));
  if (left?.path !== undefined && right?.path !== undefined) {
    throw validation("Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition");
  }
  if (left?.path !== undefined && right?.constant !== undefined) {
    return { name: scalarName(left), operator: comparator, values: [right.constant] };
  }
  if (right?.path !== undefined && left?.constant !== undefined) {
    return { name: scalarName(right), operator: turned[comparator] ?? comparator, values: [left.constant] };
  }
  throw validation("Invalid condition in KeyConditionExpression: No key attribute specified");
}

function functionPart(binding: Binding, call: FunctionCall): Part {
  if (call.name !== "begins_with") {
    // Functions that answer no truth are refused as in any condition.
    if (call.name === "size") bindCondition(binding, call);
    throw invalidOperator(call.name);
  }
  // The number and the types of its operands are refused as in any condition.
  bindCondition(binding, call);
  return namedPart(binding, "begins_with", "begins_with", call.operands);
}

function namedPart(binding: Binding, printed: string, operator: string, operands: readonly Operand[]): Part {
  const [key, ...others] = operands.map((operand) => keyOperand(binding, operand));
  if (key?.path === undefined) {
    throw validation(
      `Invalid condition in KeyConditionExpression: ${printed} operator must have the key attribute as its first operand`,
    );
  }
  const values = others.flatMap(({ constant }) => (constant === undefined ? [] : [constant]));
  if (values.length < others.length) {
    throw validation("Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition");
  }
  return { name: scalarName(key), operator, values };
}

function keyOperand(binding: Binding, operand: Operand): BoundOperand {
  const bound = bindOperand(binding, operand);
  if (operand.kind === "function") throw validation("KeyConditionExpressions cannot contain nested operations");
  return bound;
}

function scalarName({ path = [] }: BoundOperand): string {
  const name = String(path[0]);
  if (path.length === 1) return name;
  throw validation(
    `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: ${name}`,
  );
}
