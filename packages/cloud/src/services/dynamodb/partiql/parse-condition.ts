import type { Comparator, Condition, Operand, Path, PathPart } from "../expressions/ast.ts";
import { isValue, type Parameters, parseValue } from "./parse-value.ts";
import type { Tokens } from "./tokens.ts";

/** What follows WHERE, as the tree of a condition expression. */
export function parseCondition(tokens: Tokens, parameters: Parameters): Condition {
  return parseOr(tokens, parameters);
}

function parseOr(tokens: Tokens, parameters: Parameters): Condition {
  const first = parseAnd(tokens, parameters);
  if (!tokens.isKeyword("OR")) return first;
  const conditions = [first];
  while (tokens.takeKeyword("OR")) conditions.push(parseAnd(tokens, parameters));
  return { kind: "or", conditions };
}

function parseAnd(tokens: Tokens, parameters: Parameters): Condition {
  const first = parseNot(tokens, parameters);
  if (!tokens.isKeyword("AND")) return first;
  const conditions = [first];
  while (tokens.takeKeyword("AND")) conditions.push(parseNot(tokens, parameters));
  return { kind: "and", conditions };
}

function parseNot(tokens: Tokens, parameters: Parameters): Condition {
  if (tokens.takeKeyword("NOT")) return { kind: "not", condition: parseNot(tokens, parameters) };
  if (!tokens.takeSymbol("(")) return parseTest(tokens, parameters);
  const condition = parseOr(tokens, parameters);
  tokens.expectSymbol(")");
  return condition;
}

const comparators: Readonly<Record<string, Comparator>> = {
  "=": "=",
  "<>": "<>",
  "!=": "<>",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};

function parseTest(tokens: Tokens, parameters: Parameters): Condition {
  const left = parseOperand(tokens, parameters);
  if (tokens.takeKeyword("IS")) return parseIs(tokens, left);
  const isNegated = tokens.takeKeyword("NOT");
  if (tokens.takeKeyword("BETWEEN")) {
    const low = parseOperand(tokens, parameters);
    tokens.expectKeyword("AND");
    const high = parseOperand(tokens, parameters);
    return negatedIf(isNegated, { kind: "between", operands: [left, low, high] });
  }
  if (tokens.takeKeyword("IN")) {
    return negatedIf(isNegated, { kind: "in", operands: [left, ...parseList(tokens, parameters)] });
  }
  const comparator = tokens.next.kind === "symbol" ? comparators[tokens.next.text] : undefined;
  if (comparator !== undefined && !isNegated) {
    tokens.take();
    return { kind: "comparison", comparator, operands: [left, parseOperand(tokens, parameters)] };
  }
  if (left.kind === "function" && !isNegated) return left;
  throw tokens.malformed();
}

const negatedIf = (isNegated: boolean, condition: Condition): Condition =>
  isNegated ? { kind: "not", condition } : condition;

/** `IS [NOT] MISSING` and `IS [NOT] NULL`. */
function parseIs(tokens: Tokens, operand: Operand): Condition {
  const isNegated = tokens.takeKeyword("NOT");
  if (tokens.takeKeyword("MISSING")) {
    return {
      kind: "function",
      name: isNegated ? "attribute_exists" : "attribute_not_exists",
      operands: [operand],
    };
  }
  tokens.expectKeyword("NULL");
  const wanted: Operand = { kind: "value", value: { S: "NULL" } };
  return negatedIf(isNegated, { kind: "function", name: "attribute_type", operands: [operand, wanted] });
}

function parseList(tokens: Tokens, parameters: Parameters): readonly Operand[] {
  const close = tokens.takeSymbol("[") ? "]" : ")";
  if (close === ")") tokens.expectSymbol("(");
  const operands = [parseOperand(tokens, parameters)];
  while (tokens.takeSymbol(",")) operands.push(parseOperand(tokens, parameters));
  tokens.expectSymbol(close);
  return operands;
}

/** A value, a function, or a path. */
export function parseOperand(tokens: Tokens, parameters: Parameters): Operand {
  if (isValue(tokens)) return { kind: "value", value: parseValue(tokens, parameters) };
  if (tokens.next.kind === "word" && tokens.isSymbol("(", 1)) {
    const name = tokens.take().text.toLowerCase();
    tokens.expectSymbol("(");
    const operands = [parseOperand(tokens, parameters)];
    while (tokens.takeSymbol(",")) operands.push(parseOperand(tokens, parameters));
    tokens.expectSymbol(")");
    return { kind: "function", name, operands };
  }
  return parsePath(tokens);
}

export function parsePath(tokens: Tokens): Path {
  const parts: PathPart[] = [{ name: parseName(tokens) }];
  for (;;) {
    if (tokens.takeSymbol(".")) parts.push({ name: parseName(tokens) });
    else if (tokens.isSymbol("[")) parts.push(parseIndex(tokens));
    else return { kind: "path", parts };
  }
}

export function parseName(tokens: Tokens): string {
  const { kind, text } = tokens.take();
  if (kind !== "word" && kind !== "quoted") throw tokens.malformed();
  return text;
}

function parseIndex(tokens: Tokens): PathPart {
  tokens.expectSymbol("[");
  const { kind, text } = tokens.take();
  if (kind !== "number" || !/^[0-9]+$/.test(text)) throw tokens.malformed();
  tokens.expectSymbol("]");
  return { index: Number(text) };
}
