import type { StateName } from "./model.ts";

/** What a composite alarm asks of others. */
export type Rule =
  | { readonly kind: "state"; readonly state: StateName; readonly alarm: string }
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "not"; readonly rule: Rule }
  | { readonly kind: "and" | "or"; readonly left: Rule; readonly right: Rule }
  | {
      readonly kind: "at-least";
      readonly count: number;
      readonly isShare: boolean;
      readonly state: StateName;
      readonly isNot: boolean;
      readonly alarms: readonly string[];
    };

const nestingMax = 50;
const token = /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([(),])|([^\s(),"']+))/y;

export class RuleError extends Error {
  override readonly name = "RuleError";
}

/**
 * Reads a rule such as `ALARM("a") AND NOT OK(b)`. Throws RuleError.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function parseRule(text: string): Rule {
  const parser = new Parser(tokensOf(text));
  const rule = parser.or();
  parser.end();
  return rule;
}

/** The names of the alarms that a rule looks at. */
export function childrenOf(rule: Rule): string[] {
  if (rule.kind === "state") return [rule.alarm];
  if (rule.kind === "not") return childrenOf(rule.rule);
  if (rule.kind === "at-least") return [...rule.alarms];
  return rule.kind === "constant" ? [] : [...childrenOf(rule.left), ...childrenOf(rule.right)];
}

export function holds(rule: Rule, stateOf: (alarm: string) => StateName | undefined): boolean {
  switch (rule.kind) {
    case "state":
      return stateOf(rule.alarm) === rule.state;
    case "constant":
      return rule.value;
    case "not":
      return !holds(rule.rule, stateOf);
    case "and":
      return holds(rule.left, stateOf) && holds(rule.right, stateOf);
    case "or":
      return holds(rule.left, stateOf) || holds(rule.right, stateOf);
    case "at-least": {
      const found = rule.alarms.filter((alarm) => (stateOf(alarm) === rule.state) !== rule.isNot).length;
      return found >= (rule.isShare ? (rule.alarms.length * rule.count) / 100 : rule.count);
    }
  }
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (text.slice(token.lastIndex).trim() !== "") {
    const match = token.exec(text);
    if (match === null) throw new RuleError("unterminated text");
    tokens.push(match[1] ?? match[2] ?? match[3] ?? "");
  }
  return tokens;
}

const states: Readonly<Record<string, StateName>> = {
  ALARM: "ALARM",
  OK: "OK",
  INSUFFICIENT_DATA: "INSUFFICIENT_DATA",
};

class Parser {
  readonly #tokens: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  or(): Rule {
    let left = this.#and();
    while (this.#take("OR")) left = { kind: "or", left, right: this.#and() };
    return left;
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw new RuleError(`unexpected ${this.#tokens[this.#at]}`);
  }

  #and(): Rule {
    let left = this.#not();
    while (this.#take("AND")) left = { kind: "and", left, right: this.#not() };
    return left;
  }

  #not(): Rule {
    if (++this.#depth > nestingMax) throw new RuleError("the rule nests too deep");
    const rule: Rule = this.#take("NOT") ? { kind: "not", rule: this.#not() } : this.#primary();
    this.#depth--;
    return rule;
  }

  #primary(): Rule {
    if (this.#take("(")) {
      const inner = this.or();
      this.#expect(")");
      return inner;
    }
    const word = (this.#tokens[this.#at++] ?? "").toUpperCase();
    if (word === "TRUE" || word === "FALSE") return { kind: "constant", value: word === "TRUE" };
    if (word === "AT_LEAST") return this.#atLeast();
    const state = states[word];
    if (state === undefined) throw new RuleError(word === "" ? "unexpected end" : `unexpected ${word}`);
    this.#expect("(");
    const alarm = this.#name();
    this.#expect(")");
    return { kind: "state", state, alarm };
  }

  #atLeast(): Rule {
    this.#expect("(");
    const amount = this.#tokens[this.#at++] ?? "";
    if (!/^\d+%?$/.test(amount)) throw new RuleError(`${amount} is no number of alarms`);
    this.#expect(",");
    const isNot = this.#take("NOT");
    const state = states[(this.#tokens[this.#at++] ?? "").toUpperCase()];
    if (state === undefined) throw new RuleError("AT_LEAST needs a state");
    this.#expect(",");
    this.#expect("(");
    const alarms: string[] = [];
    do alarms.push(this.#name());
    while (this.#take(","));
    this.#expect(")");
    this.#expect(")");
    return {
      kind: "at-least",
      count: Number.parseInt(amount, 10),
      isShare: amount.endsWith("%"),
      state,
      isNot,
      alarms,
    };
  }

  /** Of an ARN: the name in it. */
  #name(): string {
    const text = this.#tokens[this.#at++];
    if (text === undefined || /^[(),]$/.test(text)) throw new RuleError("the name of an alarm is missing");
    const plain = /^["']/.test(text) ? text.slice(1, -1).replace(/\\(.)/g, "$1") : text;
    return /^arn:[^:]*:cloudwatch:[^:]*:[^:]*:alarm:(.+)$/.exec(plain)?.[1] ?? plain;
  }

  #expect(sign: string): void {
    if (!this.#take(sign)) throw new RuleError(`expected ${sign} and found ${this.#tokens[this.#at] ?? "the end"}`);
  }

  #take(word: string): boolean {
    if (this.#tokens[this.#at]?.toUpperCase() !== word) return false;
    this.#at++;
    return true;
  }
}
