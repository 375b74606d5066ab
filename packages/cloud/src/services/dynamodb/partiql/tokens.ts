import { statementMalformed } from "../errors.ts";

export type TokenKind = "word" | "quoted" | "text" | "number" | "symbol" | "end";

export interface Token {
  readonly kind: TokenKind;
  /** Without quotes and escapes. */
  readonly text: string;
}

const lexeme =
  /\s*(?:([A-Za-z_][A-Za-z0-9_$]*)|"((?:[^"]|"")*)"|'((?:[^']|'')*)'|([0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+)|(<<|>>|<=|>=|<>|!=|[=<>(),.*?{}[\]:;+-]))/y;
const kinds: readonly TokenKind[] = ["word", "quoted", "text", "number", "symbol"];
const end: Token = { kind: "end", text: "" };

/** The words of one statement, read from left to right. */
export class Tokens {
  readonly #source: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(source: string) {
    this.#source = source;
    this.#tokens = this.#read();
  }

  get next(): Token {
    return this.#tokens[this.#at] ?? end;
  }

  take(): Token {
    const token = this.next;
    this.#at++;
    return token;
  }

  isKeyword(keyword: string, ahead = 0): boolean {
    const token = this.#tokens[this.#at + ahead];
    return token?.kind === "word" && token.text.toUpperCase() === keyword;
  }

  isSymbol(symbol: string, ahead = 0): boolean {
    const token = this.#tokens[this.#at + ahead];
    return token?.kind === "symbol" && token.text === symbol;
  }

  takeKeyword(keyword: string): boolean {
    const isNext = this.isKeyword(keyword);
    if (isNext) this.#at++;
    return isNext;
  }

  takeSymbol(symbol: string): boolean {
    const isNext = this.isSymbol(symbol);
    if (isNext) this.#at++;
    return isNext;
  }

  expectKeyword(keyword: string): void {
    if (!this.takeKeyword(keyword)) throw this.malformed();
  }

  expectSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) throw this.malformed();
  }

  expectEnd(): void {
    this.takeSymbol(";");
    if (this.next.kind !== "end") throw this.malformed();
  }

  malformed(): Error {
    return statementMalformed(this.#source);
  }

  #read(): readonly Token[] {
    const tokens: Token[] = [];
    const stop = this.#source.trimEnd().length;
    lexeme.lastIndex = 0;
    while (lexeme.lastIndex < stop) {
      const match = lexeme.exec(this.#source);
      if (match === null) throw this.malformed();
      const group = match.findIndex((text, at) => at > 0 && text !== undefined);
      const kind = kinds[group - 1] ?? "symbol";
      tokens.push({ kind, text: unescaped(kind, match[group] ?? "") });
    }
    return tokens;
  }
}

function unescaped(kind: TokenKind, text: string): string {
  if (kind === "text") return text.replaceAll("''", "'");
  return kind === "quoted" ? text.replaceAll('""', '"') : text;
}
