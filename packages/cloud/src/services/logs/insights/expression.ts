import type { Token } from "./tokens.ts";
import { QueryError } from "./values.ts";

export type Expression =
  | { readonly kind: "value"; readonly value: string | number | boolean }
  | { readonly kind: "duration"; readonly ms: number }
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "call"; readonly name: string; readonly arguments: readonly Expression[] }
  | { readonly kind: "not" | "minus"; readonly operand: Expression }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "like"; readonly subject: Expression; readonly pattern: RegExp | string }
  | { readonly kind: "in"; readonly subject: Expression; readonly list: readonly Expression[] };

const levels: readonly (readonly string[])[] = [["or"], ["and"]];
const comparisons = ["=", "!=", "<", "<=", ">", ">="];
const arithmetic: readonly (readonly string[])[] = [["+", "-"], ["*", "/", "%"], ["^"]];
const nestingMax = 100;

const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
  mo: 30 * 86_400_000,
  q: 91 * 86_400_000,
  y: 365 * 86_400_000,
};

/** Reads what stands in a command. Throws QueryError. */
export class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  get next(): Token | undefined {
    return this.#tokens[this.#at];
  }

  advance(): Token {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new QueryError("unexpected end of query");
    return token;
  }

  /** Takes a sign or a word, in any case. */
  take(text: string): boolean {
    const token = this.next;
    if (token === undefined || token.kind === "text" || token.kind === "pattern") return false;
    if (token.text.toLowerCase() !== text) return false;
    this.#at++;
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) throw new QueryError(`expected ${text} and found ${this.next?.text ?? "the end"}`);
  }

  expression(level = 0): Expression {
    if (++this.#depth > nestingMax) throw new QueryError("the query nests too deep");
    const operators = levels[level];
    const read = (): Expression => (level + 1 < levels.length ? this.expression(level + 1) : this.#negation());
    let left = read();
    for (
      let operator = this.#operator(operators ?? []);
      operator !== undefined;
      operator = this.#operator(operators ?? [])
    ) {
      left = { kind: "binary", operator, left, right: read() };
    }
    this.#depth--;
    return left;
  }

  #negation(): Expression {
    return this.take("not") ? { kind: "not", operand: this.#negation() } : this.#comparison();
  }

  #comparison(): Expression {
    const left = this.#sum(0);
    if (this.take("not")) return { kind: "not", operand: this.#membership(left) };
    const operator = this.#operator(comparisons);
    if (operator !== undefined) return { kind: "binary", operator, left, right: this.#sum(0) };
    const text = this.next?.text.toLowerCase();
    return text === "like" || text === "in" || text === "=~" ? this.#membership(left) : left;
  }

  #membership(subject: Expression): Expression {
    if (this.take("like") || this.take("=~")) {
      const { kind, text } = this.advance();
      if (kind === "pattern") return { kind: "like", subject, pattern: compiled(text) };
      if (kind !== "text") throw new QueryError(`like takes a text or a regular expression, not ${text}`);
      return { kind: "like", subject, pattern: text };
    }
    this.expect("in");
    this.expect("[");
    return { kind: "in", subject, list: this.#list("]") };
  }

  #sum(level: number): Expression {
    const operators = arithmetic[level];
    if (operators === undefined) return this.#primary();
    let left = this.#sum(level + 1);
    for (let operator = this.#operator(operators); operator !== undefined; operator = this.#operator(operators)) {
      left = { kind: "binary", operator, left, right: this.#sum(level + 1) };
    }
    return left;
  }

  #primary(): Expression {
    const { kind, text } = this.advance();
    if (kind === "number") return { kind: "value", value: Number(text) };
    if (kind === "text") return { kind: "value", value: text };
    if (kind === "duration") return durationOf(text);
    if (kind === "name") {
      if (this.take("(")) return { kind: "call", name: text.toLowerCase(), arguments: this.#list(")") };
      if (text === "true" || text === "false") return { kind: "value", value: text === "true" };
      return { kind: "field", name: text };
    }
    if (text === "-") return { kind: "minus", operand: this.#primary() };
    // count(*)
    if (text === "*") return { kind: "field", name: "*" };
    if (text !== "(") throw new QueryError(`unexpected symbol found ${text}`);
    const inner = this.expression();
    this.expect(")");
    return inner;
  }

  #list(end: string): Expression[] {
    const items: Expression[] = [];
    if (this.take(end)) return items;
    do items.push(this.expression());
    while (this.take(","));
    this.expect(end);
    return items;
  }

  #operator(operators: readonly string[]): string | undefined {
    const token = this.next;
    if (token === undefined || (token.kind !== "sign" && token.kind !== "name")) return undefined;
    const text = token.text.toLowerCase();
    if (!operators.includes(text)) return undefined;
    this.#at++;
    return text;
  }
}

function durationOf(text: string): Expression {
  const [, amount = "", unit = ""] = /^([\d.]+)(\w+)$/.exec(text) ?? [];
  return { kind: "duration", ms: Number(amount) * (unitMs[unit] ?? 0) };
}

/** With `(?i)` in front it does not care for case. */
export function compiled(source: string): RegExp {
  try {
    return source.startsWith("(?i)") ? new RegExp(source.slice(4), "i") : new RegExp(source);
  } catch {
    throw new QueryError(`invalid regular expression /${source}/`);
  }
}
