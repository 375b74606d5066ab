import { validation } from "../errors.ts";
import type { Condition, Operand } from "../expressions/ast.ts";
import { isOfType, type KeyAttribute, type KeySchema, keyNames } from "../model.ts";
import type { RangeCondition } from "../reading/key-condition.ts";
import type { AttributeValue, Item } from "../values/attribute-value.ts";

/** What a WHERE clause says about one item: its whole key, and everything else. */
export interface SingleItem {
  readonly key: Item;
  readonly rest: Condition | undefined;
}

/** What a WHERE clause says about the keys of many items. */
export interface Partitions {
  /** The partitions that are read, one after the other. */
  readonly hashes: readonly AttributeValue[];
  readonly range: RangeCondition | undefined;
  readonly rest: Condition | undefined;
}

/** Undefined unless the clause fixes every key attribute. */
export function singleItem(where: Condition | undefined, schema: KeySchema): SingleItem | undefined {
  const key: Record<string, AttributeValue> = {};
  const rest: Condition[] = [];
  const names = keyNames(schema);
  for (const part of partsOf(where)) {
    const test = testOf(part);
    const [value] = test?.values ?? [];
    const isKey = test?.operator === "=" && names.includes(test.name) && !Object.hasOwn(key, test.name);
    if (isKey && value !== undefined) key[test.name] = value;
    else rest.push(part);
  }
  if (Object.keys(key).length < names.length) return undefined;
  refuseOtherTypes(schema, key);
  return { key, rest: conjunction(rest) };
}

/** Undefined when the clause does not say which partitions: everything has to be looked at. */
export function partitions(where: Condition | undefined, schema: KeySchema): Partitions | undefined {
  const parts = partsOf(where);
  const hashPart = parts.find((part) => {
    const test = testOf(part);
    return test?.name === schema.hash.name && (test.operator === "=" || test.operator === "in");
  });
  if (hashPart === undefined) return undefined;
  const hashes = testOf(hashPart)?.values ?? [];
  for (const hash of hashes) refuseOtherType(schema.hash, hash);

  const { range: rangeKey } = schema;
  const rangePart = parts.find((part) => part !== hashPart && isRange(testOf(part), rangeKey));
  const range = rangePart && testOf(rangePart);
  if (rangeKey !== undefined) for (const value of range?.values ?? []) refuseOtherType(rangeKey, value);
  const rest = parts.filter((part) => part !== hashPart && part !== rangePart);
  return { hashes, range, rest: conjunction(rest) };
}

interface Test extends RangeCondition {
  readonly name: string;
}

const rangeOperators = ["=", "<", "<=", ">", ">=", "between", "begins_with"];

const isRange = (test: Test | undefined, key: KeyAttribute | undefined): boolean =>
  test !== undefined && test.name === key?.name && rangeOperators.includes(test.operator);

const partsOf = (where: Condition | undefined): readonly Condition[] => {
  if (where === undefined) return [];
  return where.kind === "and" ? where.conditions.flatMap(partsOf) : [where];
};

const conjunction = (parts: readonly Condition[]): Condition | undefined => {
  const [first] = parts;
  return parts.length <= 1 ? first : { kind: "and", conditions: parts };
};

const turned: Readonly<Record<string, string>> = { "=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

/** A test of one top-level attribute against values; undefined for everything else. */
function testOf(condition: Condition): Test | undefined {
  if (condition.kind === "comparison") {
    const [left, right] = condition.operands;
    const plain = attributeTest(condition.comparator, [left, right]);
    return plain ?? attributeTest(turned[condition.comparator] ?? "", [right, left]);
  }
  if (condition.kind === "between" || condition.kind === "in") return attributeTest(condition.kind, condition.operands);
  if (condition.kind === "function" && condition.name === "begins_with") {
    return attributeTest("begins_with", condition.operands);
  }
  return undefined;
}

function attributeTest(operator: string, [subject, ...others]: readonly Operand[]): Test | undefined {
  if (subject?.kind !== "path" || subject.parts.length !== 1) return undefined;
  const [part] = subject.parts;
  if (part === undefined || !("name" in part)) return undefined;
  const values = others.flatMap((other) => (other.kind === "value" ? other.value : []));
  return values.length < others.length ? undefined : { name: part.name, operator, values };
}

function refuseOtherTypes({ hash, range }: KeySchema, key: Item): void {
  for (const attribute of [hash, range]) {
    const value = attribute && key[attribute.name];
    if (attribute !== undefined && value !== undefined) refuseOtherType(attribute, value);
  }
}

function refuseOtherType(attribute: KeyAttribute, value: AttributeValue): void {
  if (isOfType(value, attribute.type)) return;
  throw validation(`Key attribute's data type should match its data type in table's schema: Key ${attribute.name}`);
}
