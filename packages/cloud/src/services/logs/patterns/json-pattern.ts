import { type Compare, comparison } from "./comparison.ts";
import type { Pattern } from "./pattern.ts";
import { PatternError } from "./pattern-error.ts";

type Condition = (document: unknown) => boolean;

/** `{ $.a.b = "x*" && ($.n > 5 || $.list[0] IS NULL) }` */
export function jsonPattern(text: string): Pattern {
  if (!text.endsWith("}")) throw new PatternError("a brace is open");
  const parser = new Parser(text.slice(1, -1));
  const condition = parser.read();
  const paths = [...parser.paths];
  return {
    match(message) {
      const document = parsed(message);
      if (document === undefined || !condition(document)) return undefined;
      const found = paths.map((path) => [path, textOf(valuesAt(document, readPath(path))[0])] as const);
      return Object.fromEntries(found.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
    },
    valueOf: (message, name) =>
      name.startsWith("$.") ? textOf(valuesAt(parsed(message), readPath(name))[0]) : undefined,
  };
}

function parsed(message: string): object | undefined {
  if (!/^\s*[{[]/.test(message)) return undefined;
  try {
    return JSON.parse(message) as object;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}

type Step = string | number | "*";

/** `$.a.b[0].*`, `$.['a']` */
function readPath(path: string): Step[] {
  if (!path.startsWith("$")) throw new PatternError(`${path} does not begin with $`);
  const steps: Step[] = [];
  const part = /\.?\['((?:[^'\\]|\\.)*)'\]|\.?\[(\d+|\*)\]|\.([^.[\]\s]+)/y;
  part.lastIndex = 1;
  while (part.lastIndex < path.length) {
    const at = part.lastIndex;
    const match = part.exec(path);
    if (match === null) throw new PatternError(`${path} is no path, see ${path.slice(at)}`);
    const [, quoted, index, name] = match;
    steps.push(index === undefined ? (quoted ?? name ?? "") : index === "*" ? "*" : Number(index));
  }
  return steps;
}

function valuesAt(document: unknown, steps: readonly Step[]): unknown[] {
  let values: unknown[] = [document];
  for (const step of steps) {
    values = values.flatMap((value): unknown[] => {
      if (value === null || typeof value !== "object") return [];
      if (step === "*") return Object.values(value);
      const next = Object.hasOwn(value, step) ? (value as Record<string, unknown>)[step] : undefined;
      return next === undefined ? [] : [next];
    });
  }
  return values;
}

const nestingMax = 50;

class Parser {
  readonly paths = new Set<string>();
  readonly #tokens: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  read(): Condition {
    const condition = this.#or();
    if (this.#at < this.#tokens.length) throw new PatternError(`unexpected ${this.#tokens[this.#at]}`);
    return condition;
  }

  #or(): Condition {
    let left = this.#and();
    while (this.#take("||")) left = either(left, this.#and());
    return left;
  }

  #and(): Condition {
    let left = this.#primary();
    while (this.#take("&&")) left = both(left, this.#primary());
    return left;
  }

  #primary(): Condition {
    if (++this.#depth > nestingMax) throw new PatternError("the pattern nests too deep");
    const condition = this.#take("(") ? this.#group() : this.#condition();
    this.#depth--;
    return condition;
  }

  #group(): Condition {
    const inner = this.#or();
    if (!this.#take(")")) throw new PatternError("a parenthesis is open");
    return inner;
  }

  #condition(): Condition {
    const path = this.#next();
    const steps = readPath(path);
    this.paths.add(path);
    const operator = this.#next().toUpperCase();
    if (operator === "IS") return this.#kind(steps, this.#next().toUpperCase());
    if (operator === "NOT") {
      if (this.#next().toUpperCase() !== "EXISTS") throw new PatternError("expected EXISTS");
      return (document) => valuesAt(document, steps).length === 0;
    }
    if (operator === "EXISTS") return (document) => valuesAt(document, steps).length > 0;
    if (!/^(?:[=<>]|!=|<=|>=)$/.test(operator)) throw new PatternError(`${operator} is no operator`);
    const compare: Compare = comparison(operator, this.#next());
    return (document) => valuesAt(document, steps).some(compare);
  }

  #kind(steps: readonly Step[], word: string): Condition {
    const wanted = { TRUE: true, FALSE: false, NULL: null }[word];
    if (wanted === undefined) throw new PatternError(`IS ${word} is not known`);
    return (document) => valuesAt(document, steps).some((value) => value === wanted);
  }

  #next(): string {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new PatternError("the pattern ends too soon");
    return token;
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at++;
    return true;
  }
}

const either =
  (a: Condition, b: Condition): Condition =>
  (document) =>
    a(document) || b(document);
const both =
  (a: Condition, b: Condition): Condition =>
  (document) =>
    a(document) && b(document);

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  const token =
    /\s*("(?:[^"\\]|\\.)*"|%[^%]*%|\$(?:\.?\['(?:[^'\\]|\\.)*'\]|\.?\[[^\]]*\]|\.[^\s=<>!()&|[\]]+?(?=[.[\s=<>!()&|]|$))*|&&|\|\||!=|<=|>=|[()=<>]|[^\s()=<>!&|"]+)/y;
  while (text.slice(token.lastIndex).trim() !== "") {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (match === null) throw new PatternError(`unexpected ${text.slice(at, at + 10)}`);
    tokens.push(match[1] ?? "");
  }
  return tokens;
}
