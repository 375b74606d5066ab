import { validation } from "../errors.ts";
import type { Condition, Operand, Path, Sum, UpdateAction } from "../expressions/ast.ts";
import type { AttributeValue } from "../values/attribute-value.ts";
import { parseCondition, parseName, parseOperand, parsePath } from "./parse-condition.ts";
import { Parameters, parseValue } from "./parse-value.ts";
import type { Delete, Exists, Insert, Returning, Select, Statement, Update } from "./statement.ts";
import { Tokens } from "./tokens.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.statements.html */
export function parseStatement(text: string, values: readonly AttributeValue[] | undefined): Statement {
  if (values?.length === 0) {
    throw validation(
      "1 validation error detected: Value '[]' at 'parameters' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  }
  const tokens = new Tokens(text);
  const parameters = new Parameters(values);
  const statement = parse(tokens, parameters);
  tokens.expectEnd();
  parameters.refuseUnused();
  return statement;
}

function parse(tokens: Tokens, parameters: Parameters): Statement {
  if (tokens.takeKeyword("SELECT")) return parseSelect(tokens, parameters);
  if (tokens.takeKeyword("INSERT")) return parseInsert(tokens, parameters);
  if (tokens.takeKeyword("UPDATE")) return parseUpdate(tokens, parameters);
  if (tokens.takeKeyword("DELETE")) return parseDelete(tokens, parameters);
  if (tokens.takeKeyword("EXISTS")) return parseExists(tokens, parameters);
  throw tokens.malformed();
}

function parseSelect(tokens: Tokens, parameters: Parameters): Select {
  const paths = tokens.takeSymbol("*") ? undefined : parsePaths(tokens);
  tokens.expectKeyword("FROM");
  const table = parseName(tokens);
  const index = tokens.takeSymbol(".") ? parseName(tokens) : undefined;
  const where = parseWhere(tokens, parameters);
  return { kind: "select", table, index, paths, where, orderBy: parseOrderBy(tokens, where) };
}

function parsePaths(tokens: Tokens): readonly Path[] {
  const paths = [parsePath(tokens)];
  while (tokens.takeSymbol(",")) paths.push(parsePath(tokens));
  return paths;
}

const parseWhere = (tokens: Tokens, parameters: Parameters): Condition | undefined =>
  tokens.takeKeyword("WHERE") ? parseCondition(tokens, parameters) : undefined;

function parseOrderBy(tokens: Tokens, where: Condition | undefined): Select["orderBy"] {
  if (!tokens.takeKeyword("ORDER")) return [];
  tokens.expectKeyword("BY");
  const keys: { name: string; isDescending: boolean }[] = [];
  do {
    const name = parseName(tokens);
    const isDescending = tokens.takeKeyword("DESC");
    if (!isDescending) tokens.takeKeyword("ASC");
    keys.push({ name, isDescending });
  } while (tokens.takeSymbol(","));
  if (where === undefined) {
    throw validation("Must have WHERE clause in the statement when using ORDER BY clause.");
  }
  return keys;
}

function parseInsert(tokens: Tokens, parameters: Parameters): Insert {
  tokens.expectKeyword("INTO");
  const table = parseName(tokens);
  tokens.expectKeyword("VALUE");
  const value = parseValue(tokens, parameters);
  if (value.M === undefined) throw tokens.malformed();
  return { kind: "insert", table, item: value.M };
}

function parseUpdate(tokens: Tokens, parameters: Parameters): Update {
  const table = parseName(tokens);
  const actions: UpdateAction[] = [];
  for (;;) {
    if (tokens.takeKeyword("SET")) {
      do actions.push(parseSet(tokens, parameters));
      while (tokens.takeSymbol(","));
    } else if (tokens.takeKeyword("REMOVE")) {
      for (const path of parsePaths(tokens)) actions.push({ kind: "remove", path });
    } else break;
  }
  if (actions.length === 0) throw tokens.malformed();
  const where = parseWhere(tokens, parameters);
  return { kind: "update", table, actions, where, returning: parseReturning(tokens) };
}

const setFunctions: Readonly<Record<string, "add" | "delete">> = { set_add: "add", set_delete: "delete" };

function parseSet(tokens: Tokens, parameters: Parameters): UpdateAction {
  const path = parsePath(tokens);
  tokens.expectSymbol("=");
  const value = parseSum(tokens, parameters);
  const kind = value.kind === "function" ? setFunctions[value.name] : undefined;
  if (value.kind !== "function" || kind === undefined) return { kind: "set", path, value };
  const [changed, operand] = value.operands;
  if (operand === undefined || value.operands.length !== 2 || JSON.stringify(changed) !== JSON.stringify(path)) {
    throw tokens.malformed();
  }
  return { kind, path, value: operand };
}

function parseSum(tokens: Tokens, parameters: Parameters): Operand | Sum {
  const left = parseOperand(tokens, parameters);
  const operator = tokens.takeSymbol("+") ? "+" : tokens.takeSymbol("-") ? "-" : undefined;
  if (operator === undefined) return left;
  return { kind: "sum", operator, operands: [left, parseOperand(tokens, parameters)] };
}

function parseDelete(tokens: Tokens, parameters: Parameters): Delete {
  tokens.expectKeyword("FROM");
  const table = parseName(tokens);
  const where = parseWhere(tokens, parameters);
  return { kind: "delete", table, where, returning: parseReturning(tokens) };
}

function parseReturning(tokens: Tokens): Returning | undefined {
  if (!tokens.takeKeyword("RETURNING")) return undefined;
  const which = tokens.takeKeyword("ALL") ? "ALL" : "UPDATED";
  if (which === "UPDATED") tokens.expectKeyword("MODIFIED");
  const when = tokens.takeKeyword("OLD") ? "OLD" : "NEW";
  if (when === "NEW") tokens.expectKeyword("NEW");
  tokens.expectSymbol("*");
  return `${which}_${when}`;
}

function parseExists(tokens: Tokens, parameters: Parameters): Exists {
  tokens.expectSymbol("(");
  tokens.expectKeyword("SELECT");
  const select = parseSelect(tokens, parameters);
  tokens.expectSymbol(")");
  return { kind: "exists", table: select.table, select };
}
