import type { Json } from "../json.ts";
import { type Filter, type FilterOperator, type Operand, type Path, PathSyntaxError } from "./path.ts";
import type { TextCursor } from "./text-cursor.ts";

type ReadPath = (cursor: TextCursor) => Path;

/** Reads a filter up to the parenthesis that closes it. Throws PathSyntaxError. */
export function parseFilter(cursor: TextCursor, readPath: ReadPath): Filter {
  let left = readAnd(cursor, readPath);
  for (cursor.skipSpaces(); cursor.take("||"); cursor.skipSpaces()) {
    left = { kind: "or", left, right: readAnd(cursor, readPath) };
  }
  return left;
}

function readAnd(cursor: TextCursor, readPath: ReadPath): Filter {
  let left = readOne(cursor, readPath);
  for (cursor.skipSpaces(); cursor.take("&&"); cursor.skipSpaces()) {
    left = { kind: "and", left, right: readOne(cursor, readPath) };
  }
  return left;
}

function readOne(cursor: TextCursor, readPath: ReadPath): Filter {
  cursor.skipSpaces();
  if (cursor.take("!")) return { kind: "not", filter: readOne(cursor, readPath) };
  if (cursor.take("(")) {
    const filter = parseFilter(cursor, readPath);
    cursor.skipSpaces();
    if (!cursor.take(")")) throw new PathSyntaxError(`')' is missing at ${cursor.at}`);
    return filter;
  }
  const left = readOperand(cursor, readPath);
  cursor.skipSpaces();
  const operator = cursor.match(/==|!=|<=|>=|<|>|=~|in\b|nin\b/y);
  if (operator !== undefined) {
    cursor.skipSpaces();
    return { kind: "compare", operator: operator as FilterOperator, left, right: readOperand(cursor, readPath) };
  }
  if (left.kind !== "path") throw new PathSyntaxError(`An operator is missing at ${cursor.at}`);
  return { kind: "exists", path: left.path };
}

function readOperand(cursor: TextCursor, readPath: ReadPath): Operand {
  if (cursor.next === "@" || cursor.next === "$") return { kind: "path", path: readPath(cursor) };
  if (cursor.next === "/") {
    const [, source = "", flags = ""] = /^\/(.*)\/([a-z]*)$/.exec(cursor.match(/\/(?:\\.|[^/])*\/[a-z]*/y) ?? "") ?? [];
    return { kind: "pattern", pattern: new RegExp(source, flags.replaceAll(/[^imsu]/g, "")) };
  }
  return { kind: "value", value: readValue(cursor) };
}

function readValue(cursor: TextCursor): Json {
  cursor.skipSpaces();
  if (cursor.take("[")) return readList(cursor);
  const text = cursor.match(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"/y);
  if (text !== undefined) return text.slice(1, -1).replaceAll(/\\(.)/g, "$1");
  const word = cursor.match(/-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/y);
  if (word === undefined) throw new PathSyntaxError(`A value is missing at ${cursor.at}`);
  return JSON.parse(word) as Json;
}

function readList(cursor: TextCursor): Json {
  const items: Json[] = [];
  for (cursor.skipSpaces(); !cursor.take("]"); cursor.skipSpaces()) {
    items.push(readValue(cursor));
    cursor.skipSpaces();
    if (!cursor.take(",") && cursor.next !== "]") throw new PathSyntaxError(`']' is missing at ${cursor.at}`);
  }
  return items;
}
