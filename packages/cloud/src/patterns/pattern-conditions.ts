import { matchesRule } from "./matches-rule.ts";

/** Slots of the conditions that a value satisfies. */
export type Found = (condition: number) => void;

/**
 * All conditions that patterns put on one field, each a list of rules of which one must hold. What can be looked up is:
 * whole values, texts in any case, beginnings and ends; all other rules are tried one by one.
 */
export class PatternConditions {
  readonly #values = new Map<unknown, number[]>();
  readonly #anyCase = new Map<string, number[]>();
  /** By length of the beginning or end. */
  readonly #prefixes = new Map<number, Map<string, number[]>>();
  readonly #suffixes = new Map<number, Map<string, number[]>>();
  readonly #others: { readonly rule: unknown; readonly condition: number }[] = [];

  add(rules: readonly unknown[], condition: number): void {
    for (const rule of rules) this.#addRule(rule, condition);
  }

  /** Names every condition that this value satisfies, maybe more than once. */
  find(value: unknown, found: Found): void {
    tell(this.#values.get(value), found);
    if (typeof value === "string") this.#findText(value, found);
    if (this.#others.length === 0) return;
    const values = [value];
    for (const { rule, condition } of this.#others) if (matchesRule(rule, values)) found(condition);
  }

  #findText(value: string, found: Found): void {
    if (this.#anyCase.size > 0) tell(this.#anyCase.get(value.toLowerCase()), found);
    for (const [length, texts] of this.#prefixes) {
      if (value.length >= length) tell(texts.get(value.slice(0, length)), found);
    }
    for (const [length, texts] of this.#suffixes) {
      if (value.length >= length) tell(texts.get(value.slice(value.length - length)), found);
    }
  }

  #addRule(rule: unknown, condition: number): void {
    if (typeof rule !== "object" || rule === null) {
      append(this.#values, rule, condition);
      return;
    }
    const [operator, operand] = Object.entries(rule)[0] ?? [];
    if (operator === "equals-ignore-case") append(this.#anyCase, String(operand).toLowerCase(), condition);
    else if (operator === "prefix" && typeof operand === "string") appendSized(this.#prefixes, operand, condition);
    else if (operator === "suffix" && typeof operand === "string") appendSized(this.#suffixes, operand, condition);
    else this.#others.push({ rule, condition });
  }
}

function tell(conditions: readonly number[] | undefined, found: Found): void {
  if (conditions === undefined) return;
  for (const condition of conditions) found(condition);
}

function append<Key>(map: Map<Key, number[]>, key: Key, condition: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [condition]);
  else if (!known.includes(condition)) known.push(condition);
}

function appendSized(map: Map<number, Map<string, number[]>>, text: string, condition: number): void {
  let texts = map.get(text.length);
  if (texts === undefined) {
    texts = new Map();
    map.set(text.length, texts);
  }
  append(texts, text, condition);
}
