import { MathError } from "./values.ts";

export type Node =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "list"; readonly items: readonly Node[] }
  | { readonly kind: "call"; readonly name: string; readonly arguments: readonly Node[] }
  | { readonly kind: "unary"; readonly operator: string; readonly operand: Node }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Node; readonly right: Node };

/** From the loosest to the tightest. */
const binaryLevels: readonly (readonly string[])[] = [
  ["||", "OR"],
  ["&&", "AND"],
  ["==", "!=", "<=", ">=", "<", ">"],
  ["+", "-"],
  ["*", "/"],
];
const nestingMax = 100;
const token =
  /\s*(?:(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([A-Za-z_]\w*)|(\|\||&&|==|!=|<=|>=|[<>+\-*/^()[\],]))/y;

interface Token {
  readonly kind: "number" | "text" | "name" | "sign";
  readonly text: string;
}

/** Reads an expression of metric math. Throws MathError. */
export function parseExpression(text: string): Node {
  const parser = new Parser(tokensOf(text));
  const node = parser.expression();
  parser.end();
  return node;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  while (text.slice(token.lastIndex).trim() !== "") {
    const from = token.lastIndex;
    const match = token.exec(text);
    if (match === null) throw new MathError(`Unexpected character at ${from}: ${text.slice(from, from + 10)}`);
    const [, digits, single, double, name, sign = ""] = match;
    if (digits !== undefined) tokens.push({ kind: "number", text: digits });
    else if (single !== undefined || double !== undefined) {
      tokens.push({ kind: "text", text: (single ?? double ?? "").replace(/\\(.)/g, "$1") });
    } else if (name !== undefined) tokens.push({ kind: "name", text: name });
    else tokens.push({ kind: "sign", text: sign });
  }
  return tokens;
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  expression(level = 0): Node {
    const operators = binaryLevels[level];
    if (operators === undefined) return this.#unary();
    let left = this.expression(level + 1);
    for (;;) {
      const operator = this.#takeOperator(operators);
      if (operator === undefined) return left;
      left = { kind: "binary", operator, left, right: this.expression(level + 1) };
    }
  }

  end(): void {
    const next = this.#tokens[this.#at];
    if (next !== undefined) throw new MathError(`Unexpected ${next.text}`);
  }

  #unary(): Node {
    const operator = this.#takeOperator(["-", "+", "NOT"]);
    if (operator !== undefined) return { kind: "unary", operator, operand: this.#deeper(() => this.#unary()) };
    const base = this.#primary();
    const power = this.#takeOperator(["^"]);
    if (power === undefined) return base;
    return { kind: "binary", operator: "^", left: base, right: this.#deeper(() => this.#unary()) };
  }

  #primary(): Node {
    const next = this.#tokens[this.#at++];
    if (next === undefined) throw new MathError("Unexpected end of expression");
    if (next.kind === "number") return { kind: "number", value: Number(next.text) };
    if (next.kind === "text") return { kind: "text", text: next.text };
    if (next.kind === "name") {
      if (!this.#take("(")) return { kind: "name", name: next.text };
      return { kind: "call", name: next.text.toUpperCase(), arguments: this.#list(")") };
    }
    if (next.text === "[") return { kind: "list", items: this.#list("]") };
    if (next.text !== "(") throw new MathError(`Unexpected ${next.text}`);
    const inner = this.#deeper(() => this.expression());
    if (!this.#take(")")) throw new MathError("Missing closing parenthesis");
    return inner;
  }

  #list(end: string): Node[] {
    const items: Node[] = [];
    if (this.#take(end)) return items;
    do items.push(this.#deeper(() => this.expression()));
    while (this.#take(","));
    if (!this.#take(end)) throw new MathError(`Missing ${end}`);
    return items;
  }

  #deeper<Result>(parse: () => Result): Result {
    if (++this.#depth > nestingMax) throw new MathError("The expression nests too deep");
    const result = parse();
    this.#depth--;
    return result;
  }

  #take(sign: string): boolean {
    const next = this.#tokens[this.#at];
    if (next?.kind !== "sign" || next.text !== sign) return false;
    this.#at++;
    return true;
  }

  #takeOperator(operators: readonly string[]): string | undefined {
    const next = this.#tokens[this.#at];
    if (next === undefined || next.kind === "number" || next.kind === "text") return undefined;
    const text = next.kind === "name" ? next.text.toUpperCase() : next.text;
    if (!operators.includes(text)) return undefined;
    this.#at++;
    return text;
  }
}
