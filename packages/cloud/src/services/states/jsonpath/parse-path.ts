import { parseFilter } from "./parse-filter.ts";
import { isSingle, type Path, PathSyntaxError, type Segment } from "./path.ts";
import { TextCursor } from "./text-cursor.ts";

const parsed = new Map<string, Path>();
/** Definitions name few paths, and name them again and again. */
const parsedMax = 5_000;

/** Throws PathSyntaxError. */
export function parsePath(text: string): Path {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const cursor = new TextCursor(text);
  const path = readPath(cursor);
  if (!cursor.isAtEnd) throw new PathSyntaxError(`Unexpected character at ${cursor.at} of ${text}`);
  if (parsed.size >= parsedMax) parsed.clear();
  parsed.set(text, path);
  return path;
}

export function isPath(text: string): boolean {
  try {
    parsePath(text);
    return true;
  } catch (error) {
    if (error instanceof PathSyntaxError) return false;
    throw error;
  }
}

/** Reads the path that begins at the cursor, up to the first character that is no part of it. */
export function readPath(cursor: TextCursor): Path {
  const start = cursor.at;
  const root = readRoot(cursor);
  const segments: Segment[] = [];
  for (let segment = readSegment(cursor); segment !== undefined; segment = readSegment(cursor)) segments.push(segment);
  if (segments.at(-1)?.kind === "descent") throw new PathSyntaxError("A path must not end with '..'");
  return {
    text: cursor.text.slice(start, cursor.at),
    ...root,
    segments,
    isDefinite: segments.every(isSingle),
  };
}

function readRoot(cursor: TextCursor): Pick<Path, "root" | "variable"> {
  if (cursor.take("@")) return { root: "current", variable: undefined };
  if (!cursor.take("$")) throw new PathSyntaxError("A path must begin with '$'");
  if (cursor.take("$")) return { root: "context", variable: undefined };
  const variable = cursor.match(/[\p{L}_][\p{L}\p{N}_]*/uy);
  return variable === undefined ? { root: "input", variable } : { root: "variable", variable };
}

function readSegment(cursor: TextCursor): Segment | undefined {
  if (cursor.startsWith("..")) {
    // What follows is read as if it stood behind one dot.
    cursor.at += cursor.text[cursor.at + 2] === "[" ? 2 : 1;
    return { kind: "descent" };
  }
  if (cursor.take(".")) return readDotted(cursor);
  return cursor.take("[") ? readBracket(cursor) : undefined;
}

function readDotted(cursor: TextCursor): Segment {
  if (cursor.take("*")) return { kind: "wildcard" };
  const name = cursor.match(/[^.[\]()\s,'"=<>!&|*]+/y);
  if (name === undefined) throw new PathSyntaxError(`A name is missing at ${cursor.at}`);
  if (/^(length|min|max|avg|sum|stddev|keys)$/.test(name) && cursor.take("()")) return { kind: "function", name };
  return { kind: "names", names: [name] };
}

function readBracket(cursor: TextCursor): Segment {
  cursor.skipSpaces();
  if (cursor.take("?(")) {
    const filter = parseFilter(cursor, readPath);
    expect(cursor, ")");
    expect(cursor, "]");
    return { kind: "filter", filter };
  }
  if (cursor.take("*")) {
    expect(cursor, "]");
    return { kind: "wildcard" };
  }
  return cursor.next === "'" || cursor.next === '"' ? readNames(cursor) : readIndexes(cursor);
}

function readNames(cursor: TextCursor): Segment {
  const names: string[] = [];
  do {
    cursor.skipSpaces();
    names.push(readQuoted(cursor));
    cursor.skipSpaces();
  } while (cursor.take(","));
  expect(cursor, "]");
  return { kind: "names", names };
}

/** Only the quote itself is ever escaped: a backslash before anything else stands for itself. */
function readQuoted(cursor: TextCursor): string {
  const found = cursor.match(/'(?:\\'|[^'])*'|"(?:\\"|[^"])*"/y);
  if (found === undefined) throw new PathSyntaxError(`A quoted name is missing at ${cursor.at}`);
  const quote = found[0] ?? "'";
  return found.slice(1, -1).replaceAll(`\\${quote}`, quote);
}

function readIndexes(cursor: TextCursor): Segment {
  const found = cursor.match(/[-\d:,\s]+/y)?.replaceAll(/\s/g, "");
  expect(cursor, "]");
  if (found === undefined) throw new PathSyntaxError(`An index is missing at ${cursor.at}`);
  if (found.includes(":")) {
    const [from, to, step] = found.split(":").map((part) => (part === "" ? undefined : readIndex(part)));
    return { kind: "slice", from, to, step: step ?? 1 };
  }
  return { kind: "indexes", indexes: found.split(",").map(readIndex) };
}

function readIndex(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new PathSyntaxError(`'${text}' is no index`);
  return Number(text);
}

function expect(cursor: TextCursor, word: string): void {
  cursor.skipSpaces();
  if (!cursor.take(word)) throw new PathSyntaxError(`'${word}' is missing at ${cursor.at}`);
}
