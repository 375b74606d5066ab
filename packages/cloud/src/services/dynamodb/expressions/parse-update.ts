import type { Operand, Path, Sum, UpdateAction } from "./ast.ts";
import { type Complaints, parseOperand, parsePath } from "./parse-operand.ts";
import type { Tokens } from "./tokens.ts";

const sectionNames = ["SET", "REMOVE", "ADD", "DELETE"] as const;
type SectionName = (typeof sectionNames)[number];

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html */
export function parseUpdate(tokens: Tokens, complaints: Complaints): readonly UpdateAction[] {
  const actions: UpdateAction[] = [];
  const seen = new Set<SectionName>();
  let isFirst = true;
  while (isFirst || tokens.next.kind !== "end") {
    isFirst = false;
    const section = sectionNames.find((name) => tokens.nextIsKeyword(name));
    if (section === undefined) throw tokens.syntaxError();
    if (seen.has(section)) {
      complaints.add(`The "${section}" section can only be used once in an update expression;`);
    }
    seen.add(section);
    tokens.take();
    do actions.push(parseAction(section, tokens, complaints));
    while (tokens.takeIf(","));
  }
  return actions;
}

function parseAction(section: SectionName, tokens: Tokens, complaints: Complaints): UpdateAction {
  const path = parsePath(tokens, complaints);
  if (section === "REMOVE") return { kind: "remove", path };
  if (section === "SET") return parseSet(path, tokens, complaints);
  if (tokens.next.kind !== "valuePlaceholder") throw tokens.syntaxError();
  return {
    kind: section === "ADD" ? "add" : "delete",
    path,
    value: { kind: "placeholder", name: tokens.take().text },
  };
}

function parseSet(path: Path, tokens: Tokens, complaints: Complaints): UpdateAction {
  tokens.expect("=");
  return { kind: "set", path, value: parseSum(tokens, complaints) };
}

function parseSum(tokens: Tokens, complaints: Complaints): Operand | Sum {
  if (tokens.nextIs("(")) return parseSumInParentheses(tokens, complaints);
  const left = parseOperand(tokens, complaints);
  const operator = tokens.nextIs("+") ? "+" : tokens.nextIs("-") ? "-" : undefined;
  if (operator === undefined) return left;
  tokens.take();
  return { kind: "sum", operator, operands: [left, parseOperand(tokens, complaints)] };
}

function parseSumInParentheses(tokens: Tokens, complaints: Complaints): Operand | Sum {
  tokens.expect("(");
  if (tokens.nextIs("(")) complaints.addRedundantParentheses();
  const inner = parseSum(tokens, complaints);
  tokens.expect(")");
  if (inner.kind === "sum") return inner;
  const operator = tokens.nextIs("+") ? "+" : tokens.nextIs("-") ? "-" : undefined;
  if (operator === undefined) return inner;
  tokens.take();
  return { kind: "sum", operator, operands: [inner, parseOperand(tokens, complaints)] };
}
