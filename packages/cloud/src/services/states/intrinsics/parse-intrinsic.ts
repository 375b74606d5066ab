import type { Json } from "../json.ts";
import { readPath } from "../jsonpath/parse-path.ts";
import { PathSyntaxError } from "../jsonpath/path.ts";
import { TextCursor } from "../jsonpath/text-cursor.ts";
import { intrinsicNames } from "./functions.ts";
import type { Argument, IntrinsicCall } from "./intrinsic.ts";

const parsed = new Map<string, IntrinsicCall>();
const parsedMax = 5_000;

/** Throws PathSyntaxError. */
export function parseIntrinsic(text: string): IntrinsicCall {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const cursor = new TextCursor(text);
  const call = readCall(cursor);
  cursor.skipSpaces();
  if (!cursor.isAtEnd) throw new PathSyntaxError(`Unexpected character at ${cursor.at} of ${text}`);
  if (parsed.size >= parsedMax) parsed.clear();
  parsed.set(text, call);
  return call;
}

function readCall(cursor: TextCursor): IntrinsicCall {
  const start = cursor.at;
  const name = cursor.match(/States\.[A-Za-z0-9]+/y);
  if (name === undefined || !intrinsicNames.has(name)) throw new PathSyntaxError(`No such function at ${cursor.at}`);
  cursor.skipSpaces();
  expect(cursor, "(");
  const args: Argument[] = [];
  cursor.skipSpaces();
  while (!cursor.take(")")) {
    if (args.length > 0) expect(cursor, ",");
    cursor.skipSpaces();
    args.push(readArgument(cursor));
    cursor.skipSpaces();
  }
  return { text: cursor.text.slice(start, cursor.at), name, args };
}

function readArgument(cursor: TextCursor): Argument {
  if (cursor.next === "$") return { kind: "path", path: readPath(cursor) };
  if (cursor.next === "'") return { kind: "value", value: readText(cursor) };
  if (cursor.startsWith("States.")) return { kind: "call", call: readCall(cursor) };
  const word = cursor.match(/-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/y);
  if (word === undefined) throw new PathSyntaxError(`An argument is missing at ${cursor.at}`);
  return { kind: "value", value: JSON.parse(word) as Json };
}

/** https://states-language.net/#intrinsic-functions: only quotes, braces and the backslash may be escaped. */
function readText(cursor: TextCursor): string {
  const found = cursor.match(/'(?:\\['{}\\]|[^'\\])*'/y);
  if (found === undefined) throw new PathSyntaxError(`A text with an escape that there is not at ${cursor.at}`);
  // Braces stay escaped until States.Format has looked for its places.
  return found.slice(1, -1).replaceAll(/\\(['\\])/g, "$1");
}

function expect(cursor: TextCursor, word: string): void {
  if (!cursor.take(word)) throw new PathSyntaxError(`'${word}' is missing at ${cursor.at}`);
}
