import { QueryError } from "./values.ts";

export interface Token {
  readonly kind: "number" | "text" | "pattern" | "name" | "duration" | "sign";
  readonly text: string;
}

const token =
  /\s*(?:(#[^\n]*)|(\d+(?:\.\d+)?(?:ms|[smhdw]|mo|q|y)(?![\w.]))|(\d+(?:\.\d+)?(?![\w]))|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|\/((?:[^/\\\n]|\\.)*)\/|`([^`]*)`|([@A-Za-z_](?:[\w@$]|\.(?=[\w@*]))*)|(=~|!=|<=|>=|[=<>+\-*/%^()[\],|]))/y;

/** Cuts a query into tokens. A slash begins an expression where a value may begin, else it divides. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  while (text.slice(token.lastIndex).trim() !== "") {
    const from = token.lastIndex;
    const match = token.exec(text);
    if (match === null)
      throw new QueryError(`unexpected symbol found ${text.slice(from).trim().slice(0, 10)} at position ${from}`);
    const found = read(match);
    if (found === undefined) continue;
    if (found.kind === "pattern" && endsValue(tokens.at(-1))) {
      tokens.push({ kind: "sign", text: "/" });
      token.lastIndex = text.indexOf("/", from) + 1;
    } else tokens.push(found);
  }
  return tokens;
}

/** In the order of the expression's groups; a comment is nothing. */
const kinds = ["duration", "number", "text", "text", "pattern", "name", "name", "sign"] as const;

function read([, , ...groups]: RegExpExecArray): Token | undefined {
  const index = groups.findIndex((group) => group !== undefined);
  const kind = kinds[index];
  const text = groups[index];
  if (kind === undefined || text === undefined) return undefined;
  return { kind, text: kind === "text" ? unescaped(text) : text };
}

const beforePattern = new Set(["like", "parse", "in", "and", "or", "not"]);

function endsValue(last: Token | undefined): boolean {
  if (last === undefined) return false;
  if (last.kind === "name") return !beforePattern.has(last.text.toLowerCase()) && last.text !== "@message";
  return last.kind === "number" || last.text === ")";
}

const unescaped = (text: string): string => text.replace(/\\(["'\\])/g, "$1");
