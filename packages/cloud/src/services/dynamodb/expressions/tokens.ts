import { invalidExpression } from "../errors.ts";

export type TokenKind = "name" | "namePlaceholder" | "valuePlaceholder" | "index" | "symbol" | "unknown" | "end";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const lexeme =
  /\s*(?:([A-Za-z][A-Za-z0-9_]*)|(#[A-Za-z0-9_]+)|(:[A-Za-z0-9_]+)|([0-9]+)|(<>|<=|>=|[=<>()[\].,+-])|([\s\S]))/y;
const kinds: readonly TokenKind[] = ["name", "namePlaceholder", "valuePlaceholder", "index", "symbol", "unknown"];

/** The words of one expression, read from left to right. `kind` names the expression in refusals. */
export class Tokens {
  readonly kind: string;
  readonly #source: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(kind: string, source: string) {
    this.kind = kind;
    this.#source = source;
    this.#tokens = tokensOf(source);
  }

  get next(): Token {
    return (
      this.#tokens[this.#at] ?? { kind: "end", text: "<EOF>", start: this.#source.length, end: this.#source.length }
    );
  }

  take(): Token {
    const token = this.next;
    this.#at++;
    return token;
  }

  /** Whether the token after the next one is this symbol. */
  secondIs(symbol: string): boolean {
    const token = this.#tokens[this.#at + 1];
    return token?.kind === "symbol" && token.text === symbol;
  }

  nextIs(symbol: string): boolean {
    return this.next.kind === "symbol" && this.next.text === symbol;
  }

  nextIsKeyword(keyword: string): boolean {
    return this.next.kind === "name" && this.next.text.toUpperCase() === keyword;
  }

  takeIf(symbol: string): boolean {
    const isNext = this.nextIs(symbol);
    if (isNext) this.#at++;
    return isNext;
  }

  takeKeywordIf(keyword: string): boolean {
    const isNext = this.nextIsKeyword(keyword);
    if (isNext) this.#at++;
    return isNext;
  }

  expect(symbol: string): void {
    if (!this.takeIf(symbol)) throw this.syntaxError();
  }

  expectKeyword(keyword: string): void {
    if (!this.takeKeywordIf(keyword)) throw this.syntaxError();
  }

  expectEnd(): void {
    if (this.next.kind !== "end") throw this.syntaxError();
  }

  /** Names the token that does not fit, and shows it between its neighbours. */
  syntaxError(): Error {
    const token = this.next;
    const before = this.#tokens[this.#at - 1];
    const after = this.#tokens[this.#at + 1];
    const start = before?.start ?? (token.kind === "end" ? 0 : token.start);
    const near = this.#source.slice(start, after?.end ?? this.#source.length);
    return this.error(`Syntax error; token: "${token.text}", near: "${near}"`);
  }

  error(detail: string): Error {
    return invalidExpression(this.kind, detail);
  }
}

function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  const end = source.trimEnd().length;
  lexeme.lastIndex = 0;
  while (lexeme.lastIndex < end) {
    const match = lexeme.exec(source);
    if (match === null) break;
    const group = match.findIndex((text, at) => at > 0 && text !== undefined);
    const text = match[group] ?? "";
    const kind = kinds[group - 1] ?? "unknown";
    tokens.push({ kind, text, start: lexeme.lastIndex - text.length, end: lexeme.lastIndex });
  }
  return tokens;
}
