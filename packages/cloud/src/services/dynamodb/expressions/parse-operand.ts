import type { FunctionCall, Operand, Path, PathPart } from "./ast.ts";
import { isReservedWord } from "./reserved-words.ts";
import type { Tokens } from "./tokens.ts";

const conditionFunctions = [
  "attribute_exists",
  "attribute_not_exists",
  "attribute_type",
  "begins_with",
  "contains",
  "size",
];
const updateFunctions = ["if_not_exists", "list_append"];

/**
 * AWS reads the whole expression before it looks at the meaning of its words, so the first reserved word or unknown
 * function is reported only once the syntax is known to be right.
 */
export class Complaints {
  #first: string | undefined;
  #areParenthesesRedundant = false;

  add(detail: string): void {
    this.#first ??= detail;
  }

  /** Reported before anything else, wherever they stand. */
  addRedundantParentheses(): void {
    this.#areParenthesesRedundant = true;
  }

  addAboutFunction(kind: string, name: string): void {
    const isUpdate = kind === "UpdateExpression";
    const [allowed, others] = isUpdate ? [updateFunctions, conditionFunctions] : [conditionFunctions, updateFunctions];
    if (allowed.includes(name)) return;
    if (!others.includes(name)) this.add(`Invalid function name; function: ${name}`);
    else
      this.add(
        `The function is not allowed in ${isUpdate ? "an update" : "a condition"} expression; function: ${name}`,
      );
  }

  get first(): string | undefined {
    return this.#areParenthesesRedundant ? "The expression has redundant parentheses;" : this.#first;
  }
}

/** A path, a value placeholder, a function, or one of them in parentheses. */
export function parseOperand(tokens: Tokens, complaints: Complaints): Operand {
  if (tokens.nextIs("(")) {
    tokens.take();
    if (tokens.nextIs("(")) complaints.addRedundantParentheses();
    const operand = parseOperand(tokens, complaints);
    tokens.expect(")");
    return operand;
  }
  if (tokens.next.kind === "valuePlaceholder") return { kind: "placeholder", name: tokens.take().text };
  if (tokens.next.kind === "name" && tokens.secondIs("(")) return parseFunction(tokens, complaints);
  return parsePath(tokens, complaints);
}

export function parseFunction(tokens: Tokens, complaints: Complaints): FunctionCall {
  const name = tokens.take().text;
  complaints.addAboutFunction(tokens.kind, name);
  tokens.expect("(");
  const operands = [parseOperand(tokens, complaints)];
  while (tokens.takeIf(",")) operands.push(parseOperand(tokens, complaints));
  tokens.expect(")");
  return { kind: "function", name, operands };
}

export function parsePath(tokens: Tokens, complaints: Complaints): Path {
  const parts: PathPart[] = [parseName(tokens, complaints)];
  for (;;) {
    if (tokens.takeIf(".")) parts.push(parseName(tokens, complaints));
    else if (tokens.takeIf("[")) parts.push(parseIndex(tokens));
    else return { kind: "path", parts };
  }
}

function parseName(tokens: Tokens, complaints: Complaints): PathPart {
  const token = tokens.next;
  if (token.kind === "namePlaceholder") return { placeholder: tokens.take().text };
  if (token.kind !== "name") throw tokens.syntaxError();
  if (isReservedWord(token.text)) {
    complaints.add(`Attribute name is a reserved keyword; reserved keyword: ${token.text}`);
  }
  return { name: tokens.take().text };
}

function parseIndex(tokens: Tokens): PathPart {
  if (tokens.next.kind !== "index") throw tokens.syntaxError();
  const index = Number(tokens.take().text);
  tokens.expect("]");
  return { index };
}
