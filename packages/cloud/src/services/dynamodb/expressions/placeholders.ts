import { invalidExpression, validation } from "../errors.ts";
import type { AttributeValue, Item } from "../values/attribute-value.ts";
import { checkedValueFor } from "../values/check.ts";

export interface PlaceholderInput {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Item | undefined;
}

const nameKey = /^#[A-Za-z0-9_]+$/;
const valueKey = /^:[A-Za-z0-9_]+$/;

/** What the placeholders of one request stand for. It remembers which were used: those that were not are refused. */
export class Placeholders {
  readonly #names: Readonly<Record<string, string>>;
  readonly #values: Item;
  readonly #unusedNames: Set<string>;
  readonly #unusedValues: Set<string>;

  constructor(input: PlaceholderInput) {
    this.#names = checkedNames(input.ExpressionAttributeNames);
    this.#values = checkedValues(input.ExpressionAttributeValues);
    this.#unusedNames = new Set(Object.keys(this.#names));
    this.#unusedValues = new Set(Object.keys(this.#values));
  }

  name(kind: string, placeholder: string): string {
    const name = Object.hasOwn(this.#names, placeholder) ? this.#names[placeholder] : undefined;
    if (name !== undefined) {
      this.#unusedNames.delete(placeholder);
      return name;
    }
    throw invalidExpression(
      kind,
      `An expression attribute name used in the document path is not defined; attribute name: ${placeholder}`,
    );
  }

  value(kind: string, placeholder: string): AttributeValue {
    const value = Object.hasOwn(this.#values, placeholder) ? this.#values[placeholder] : undefined;
    if (value !== undefined) {
      this.#unusedValues.delete(placeholder);
      return value;
    }
    throw invalidExpression(
      kind,
      `An expression attribute value used in expression is not defined; attribute value: ${placeholder}`,
    );
  }

  /** Called once all expressions of the request are bound. */
  refuseUnused(): void {
    refuseUnused("ExpressionAttributeNames", this.#unusedNames);
    refuseUnused("ExpressionAttributeValues", this.#unusedValues);
  }
}

function refuseUnused(parameter: string, unused: ReadonlySet<string>): void {
  if (unused.size === 0) return;
  throw validation(`Value provided in ${parameter} unused in expressions: keys: {${[...unused].join(", ")}}`);
}

function checkedNames(names: Readonly<Record<string, string>> | undefined): Readonly<Record<string, string>> {
  if (names === undefined) return {};
  const keys = Object.keys(names);
  if (keys.length === 0) throw validation("ExpressionAttributeNames must not be empty");
  for (const key of keys) {
    if (!nameKey.test(key)) {
      throw validation(`ExpressionAttributeNames contains invalid key: Syntax error; key: "${key}"`);
    }
    if (names[key] === "") {
      throw validation(`ExpressionAttributeNames contains invalid value: Empty attribute name for key ${key}`);
    }
  }
  return names;
}

function checkedValues(values: Item | undefined): Item {
  if (values === undefined) return {};
  const keys = Object.keys(values);
  if (keys.length === 0) throw validation("ExpressionAttributeValues must not be empty");
  const checked: Record<string, AttributeValue> = {};
  for (const key of keys) {
    if (!valueKey.test(key)) {
      throw validation(`ExpressionAttributeValues contains invalid key: Syntax error; key: "${key}"`);
    }
    checked[key] = checkedValueFor("ExpressionAttributeValues", key, values[key] ?? {});
  }
  return checked;
}
