import { matchesRule } from "./matches-rule.ts";
import { NumericConditions } from "./numeric-conditions.ts";
import { SizedTexts } from "./sized-texts.ts";
import { matchesText, splitAtStars } from "./wildcard.ts";

/** Conditions that a value satisfies. */
export type Found = (condition: number) => void;

interface Wildcard {
  readonly pattern: string;
  readonly condition: number;
}

/**
 * All conditions that patterns put on one field, each a list of rules of which one must hold. What can be looked up is:
 * whole values, texts in any case, beginnings and ends, wildcards by the longer of theirs, and numbers; all other rules are
 * tried one by one.
 */
export class PatternConditions {
  readonly #values = new Map<unknown, number[]>();
  readonly #anyCase = new Map<string, number[]>();
  readonly #prefixes = new SizedTexts<number>("start");
  readonly #suffixes = new SizedTexts<number>("end");
  readonly #startingWildcards = new SizedTexts<Wildcard>("start");
  readonly #endingWildcards = new SizedTexts<Wildcard>("end");
  readonly #numbers = new NumericConditions();
  readonly #others: { readonly rule: unknown; readonly condition: number }[] = [];

  add(rules: readonly unknown[], condition: number): void {
    for (const rule of rules) this.#addRule(rule, condition);
  }

  /** Names every condition that this value satisfies, maybe more than once. */
  find(value: unknown, found: Found): void {
    tell(this.#values.get(value), found);
    if (typeof value === "string") this.#findText(value, found);
    else if (typeof value === "number" && !this.#numbers.isEmpty) tell(this.#numbers.find(value), found);
    if (this.#others.length === 0) return;
    const values = [value];
    for (const { rule, condition } of this.#others) if (matchesRule(rule, values)) found(condition);
  }

  #findText(value: string, found: Found): void {
    if (this.#anyCase.size > 0) tell(this.#anyCase.get(value.toLowerCase()), found);
    const each = (conditions: readonly number[]): void => tell(conditions, found);
    this.#prefixes.find(value, each);
    this.#suffixes.find(value, each);
    const tried = (wildcards: readonly Wildcard[]): void => {
      for (const { pattern, condition } of wildcards) if (matchesText(pattern, value)) found(condition);
    };
    this.#startingWildcards.find(value, tried);
    this.#endingWildcards.find(value, tried);
  }

  #addRule(rule: unknown, condition: number): void {
    if (typeof rule !== "object" || rule === null) {
      append(this.#values, rule, condition);
      return;
    }
    const [operator, operand] = Object.entries(rule)[0] ?? [];
    if (operator === "equals-ignore-case") append(this.#anyCase, String(operand).toLowerCase(), condition);
    else if (operator === "prefix" && typeof operand === "string") this.#prefixes.add(operand, condition);
    else if (operator === "suffix" && typeof operand === "string") this.#suffixes.add(operand, condition);
    else if (operator === "wildcard") this.#addWildcard(String(operand), condition);
    else if (operator === "numeric" && Array.isArray(operand)) this.#numbers.add(operand, condition);
    else this.#others.push({ rule, condition });
  }

  #addWildcard(pattern: string, condition: number): void {
    const pieces = splitAtStars(pattern);
    const [first = "", last = ""] = [pieces[0], pieces.at(-1)];
    if (first.length > last.length) this.#startingWildcards.add(first, { pattern, condition });
    else this.#endingWildcards.add(last, { pattern, condition });
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
