/** Options of COPY as a caller writes them, with nothing in them that is anything else. */
export class CopyOptionsError extends Error {}

type Value = "none" | "word" | "text" | "names";

/** What may be said, and with what. https://www.postgresql.org/docs/17/sql-copy.html */
const known: Readonly<Record<string, Value>> = {
  format: "word",
  header: "word",
  delimiter: "text",
  null: "text",
  quote: "text",
  escape: "text",
  encoding: "text",
  force_quote: "names",
  force_not_null: "names",
  force_null: "names",
};

interface Token {
  readonly kind: "word" | "quoted" | "text" | "sign";
  readonly value: string;
}

const pattern =
  /\s+|([A-Za-z_][\w$]*)(?!')|"((?:[^"]|"")*)"|[eE]'((?:[^'\\]|''|\\[\s\S])*)'|'((?:[^']|'')*)'|\$\$([\s\S]*?)\$\$|([(),*]|\d+)/y;

/**
 * Reads options in any way of writing them, `(FORMAT csv, HEADER)`, `format csv, header true` and `CSV HEADER DELIMITER ','`, and writes
 * them as PostgreSQL takes them with whatever rights: every value quoted, and only those that say something of the format.
 */
export function copyOptions(given: string): string {
  const tokens = tokensOf(given);
  const isOpen = tokens[0]?.kind === "sign" && tokens[0].value === "(";
  // No word of the old way.
  const isNew = tokens.some(({ kind, value }) => kind === "word" && value.toLowerCase() === "format");
  const reader = new Reader(tokens);
  const options = isOpen || isNew ? listed(reader) : oldStyle(reader);
  return options.length === 0 ? "" : `(${options.join(", ")})`;
}

/** The names of a list of columns; none for an empty list. */
export function columnNames(given: string): readonly string[] {
  const reader = new Reader(tokensOf(given));
  if (reader.isAtEnd) return [];
  const names = reader.names();
  reader.end();
  return names;
}

function listed(reader: Reader): readonly string[] {
  const isOpen = reader.takes("(");
  const options: string[] = [];
  do options.push(option(reader.word().toLowerCase(), reader));
  while (reader.takes(","));
  if (isOpen) reader.expect(")");
  reader.end();
  return options;
}

function oldStyle(reader: Reader): readonly string[] {
  const options: string[] = [];
  while (!reader.isAtEnd) {
    const word = reader.word().toLowerCase();
    if (word === "with") continue;
    if (word === "csv") options.push(`format ${literal("csv")}`);
    else if (word === "header") options.push(`header ${literal("true")}`);
    else {
      const name = word === "force" ? forceOption(reader) : word;
      reader.takesWord("as");
      options.push(option(name, reader));
    }
  }
  return options;
}

/** FORCE QUOTE, FORCE NOT NULL, FORCE NULL. */
function forceOption(reader: Reader): string {
  const first = reader.word().toLowerCase();
  return first === "not" ? `force_not_${reader.word().toLowerCase()}` : `force_${first}`;
}

function option(name: string, reader: Reader): string {
  const value = Object.hasOwn(known, name) ? known[name] : undefined;
  if (value === undefined) throw new CopyOptionsError(`option "${name}" not recognized`);
  if (value === "names") return `${name} ${columnList(reader)}`;
  if (value === "text") return `${name} ${literal(reader.text())}`;
  const word = reader.isAtValue ? reader.value() : "true";
  // What is binary knows the types of its columns, which are the caller's.
  if (name === "format" && !/^(csv|text)$/i.test(word))
    throw new CopyOptionsError(`COPY format "${word}" not recognized`);
  return `${name} ${literal(word)}`;
}

function columnList(reader: Reader): string {
  if (reader.takes("*")) return "*";
  const isOpen = reader.takes("(");
  const names = reader.names();
  if (isOpen) reader.expect(")");
  return `(${names.map((name) => `"${name.replaceAll('"', '""')}"`).join(", ")})`;
}

/** Read alike whatever `standard_conforming_strings` is. */
const literal = (text: string): string => `E'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  get isAtValue(): boolean {
    const next = this.#tokens[this.#at];
    return next !== undefined && !(next.kind === "sign" && /^[(),]$/.test(next.value));
  }

  takes(sign: string): boolean {
    const next = this.#tokens[this.#at];
    const isIt = next?.kind === "sign" && next.value === sign;
    if (isIt) this.#at++;
    return isIt;
  }

  takesWord(word: string): void {
    const next = this.#tokens[this.#at];
    if (next?.kind === "word" && next.value.toLowerCase() === word) this.#at++;
  }

  expect(sign: string): void {
    if (!this.takes(sign)) throw this.#wrong();
  }

  end(): void {
    if (!this.isAtEnd) throw this.#wrong();
  }

  word(): string {
    return this.#next(["word"]);
  }

  text(): string {
    return this.#next(["text"]);
  }

  value(): string {
    return this.#next(["word", "quoted", "text", "sign"]);
  }

  /** Folded to lower case unless they are quoted. */
  names(): readonly string[] {
    const names: string[] = [];
    do {
      const isQuoted = this.#tokens[this.#at]?.kind === "quoted";
      const name = this.#next(["word", "quoted"]);
      names.push(isQuoted ? name : name.toLowerCase());
    } while (this.takes(","));
    return names;
  }

  #next(kinds: readonly Token["kind"][]): string {
    const next = this.#tokens[this.#at];
    if (next === undefined || !kinds.includes(next.kind)) throw this.#wrong();
    this.#at++;
    return next.value;
  }

  #wrong(): CopyOptionsError {
    const next = this.#tokens[this.#at];
    return new CopyOptionsError(next === undefined ? "syntax error at end of input" : syntaxError(next.value));
  }
}

const syntaxError = (near: string): string => `syntax error at or near "${near}"`;

function tokensOf(given: string): readonly Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < given.length) {
    const at = pattern.lastIndex;
    const found = pattern.exec(given);
    if (found === null) throw new CopyOptionsError(syntaxError(given.slice(at, at + 20)));
    const [, word, quoted, escaped, text, dollars, sign] = found;
    if (word !== undefined) tokens.push({ kind: "word", value: word });
    else if (quoted !== undefined) tokens.push({ kind: "quoted", value: quoted.replaceAll('""', '"') });
    else if (escaped !== undefined) tokens.push({ kind: "text", value: unescaped(escaped.replaceAll("''", "'")) });
    else if (text !== undefined) tokens.push({ kind: "text", value: text.replaceAll("''", "'") });
    else if (dollars !== undefined) tokens.push({ kind: "text", value: dollars });
    else if (sign !== undefined) tokens.push({ kind: "sign", value: sign });
  }
  return tokens;
}

const escapes: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

const unescaped = (text: string): string =>
  text.replace(/\\(?:x([0-9a-fA-F]{1,2})|([\s\S]))/g, (_, hex: string | undefined, char: string | undefined) =>
    hex === undefined ? (escapes[char ?? ""] ?? char ?? "") : String.fromCharCode(Number.parseInt(hex, 16)),
  );
