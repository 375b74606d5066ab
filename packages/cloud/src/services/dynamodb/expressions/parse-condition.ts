import { operatorsMax } from "../limits.ts";
import type { Comparator, Condition, Operand } from "./ast.ts";
import { type Complaints, parseOperand } from "./parse-operand.ts";
import type { Tokens } from "./tokens.ts";

/**
 * OR binds loosest, then AND, then NOT, then the comparisons.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */
export function parseCondition(tokens: Tokens, complaints: Complaints): Condition {
  const condition = parseOr(tokens, complaints);
  tokens.expectEnd();
  const operators = operatorCount(condition);
  if (operators > operatorsMax) {
    throw tokens.error(`The expression contains too many operators; operator count: ${operatorsMax + 1}`);
  }
  return condition;
}

function parseOr(tokens: Tokens, complaints: Complaints): Condition {
  const first = parseAnd(tokens, complaints);
  if (!tokens.nextIsKeyword("OR")) return first;
  const conditions = [first];
  while (tokens.takeKeywordIf("OR")) conditions.push(parseAnd(tokens, complaints));
  return { kind: "or", conditions };
}

function parseAnd(tokens: Tokens, complaints: Complaints): Condition {
  const first = parseNot(tokens, complaints);
  if (!tokens.nextIsKeyword("AND")) return first;
  const conditions = [first];
  while (tokens.takeKeywordIf("AND")) conditions.push(parseNot(tokens, complaints));
  return { kind: "and", conditions };
}

function parseNot(tokens: Tokens, complaints: Complaints): Condition {
  // NOT is reserved, so it cannot be the name of an attribute.
  if (tokens.takeKeywordIf("NOT")) return { kind: "not", condition: parseNot(tokens, complaints) };
  return parsePrimary(tokens, complaints);
}

/** What a parenthesis opens is known only at its end: a condition, or the first operand of a comparison. */
type Primary = { readonly condition: Condition } | { readonly operand: Operand };

function parsePrimary(tokens: Tokens, complaints: Complaints): Condition {
  const primary = parseParentheses(tokens, complaints);
  if ("condition" in primary) return primary.condition;
  return parseComparison(tokens, complaints, primary.operand);
}

function parseParentheses(tokens: Tokens, complaints: Complaints): Primary {
  if (!tokens.nextIs("(")) return { operand: parseOperand(tokens, complaints) };
  tokens.take();
  const opensAgain = tokens.nextIs("(");
  const inner: Primary = tokens.nextIsKeyword("NOT")
    ? { condition: parseNot(tokens, complaints) }
    : parseParentheses(tokens, complaints);
  if ("operand" in inner && tokens.takeIf(")")) {
    if (opensAgain) complaints.addRedundantParentheses();
    return inner;
  }

  const first = "condition" in inner ? inner.condition : parseComparison(tokens, complaints, inner.operand);
  const isAlone = tokens.nextIs(")");
  const condition = isAlone ? first : continueCondition(tokens, complaints, first);
  tokens.expect(")");
  if (isAlone && opensAgain && "condition" in inner) complaints.addRedundantParentheses();
  return { condition };
}

/** The rest of a condition whose first part has been read already. */
function continueCondition(tokens: Tokens, complaints: Complaints, first: Condition): Condition {
  const ands = [first];
  while (tokens.takeKeywordIf("AND")) ands.push(parseNot(tokens, complaints));
  const ors: Condition[] = [ands.length === 1 ? first : { kind: "and", conditions: ands }];
  while (tokens.takeKeywordIf("OR")) ors.push(parseAnd(tokens, complaints));
  return ors.length === 1 && ors[0] !== undefined ? ors[0] : { kind: "or", conditions: ors };
}

const comparators: ReadonlySet<string> = new Set(["=", "<>", "<", "<=", ">", ">="]);
const isComparator = (text: string): text is Comparator => comparators.has(text);

function parseComparison(tokens: Tokens, complaints: Complaints, left: Operand): Condition {
  const token = tokens.next;
  if (token.kind === "symbol" && isComparator(token.text)) {
    tokens.take();
    return { kind: "comparison", comparator: token.text, operands: [left, parseOperand(tokens, complaints)] };
  }
  if (tokens.takeKeywordIf("BETWEEN")) {
    const low = parseOperand(tokens, complaints);
    tokens.expectKeyword("AND");
    return { kind: "between", operands: [left, low, parseOperand(tokens, complaints)] };
  }
  if (tokens.takeKeywordIf("IN")) return { kind: "in", operands: [left, ...parseList(tokens, complaints)] };
  if (left.kind === "function") return left;
  throw tokens.syntaxError();
}

function parseList(tokens: Tokens, complaints: Complaints): readonly Operand[] {
  tokens.expect("(");
  const operands = [parseOperand(tokens, complaints)];
  while (tokens.takeIf(",")) operands.push(parseOperand(tokens, complaints));
  tokens.expect(")");
  return operands;
}

function operatorCount(condition: Condition): number {
  if (condition.kind === "not") return 1 + operatorCount(condition.condition);
  if (condition.kind !== "and" && condition.kind !== "or") return 1;
  return condition.conditions.reduce((sum, part) => sum + operatorCount(part), condition.conditions.length - 1);
}
