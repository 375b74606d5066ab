export interface Token {
  readonly kind: "{" | "}" | "[" | "]" | "string" | "number" | "true" | "false" | "null";
  /** Of a text what it says, of anything else how it is written. */
  readonly text: string;
}

interface Nesting {
  readonly end: "}" | "]";
  /** What must come next: something at all, something after a comma, or what belongs to a name. */
  wants: "first" | "next" | "value";
}

/** Reads JSON token by token and knows how far it is. What is no JSON it refuses in the words of AWS's parser, Jackson. */
export class JsonReader {
  at = 0;
  readonly #text: string;
  readonly #refuse: (message: string, at: number) => Error;
  readonly #nesting: Nesting[] = [];

  constructor(text: string, refuse: (message: string, at: number) => Error) {
    this.#text = text;
    this.#refuse = refuse;
  }

  /** The character that the next token begins with. */
  peek(): string | undefined {
    this.#skip();
    const nesting = this.#nesting.at(-1);
    if (nesting?.wants !== "next" || this.#text[this.at] !== ",") return this.#text[this.at];
    return /^,\s*([\s\S])/.exec(this.#text.slice(this.at))?.[1];
  }

  /** Whether the list that was just entered holds nothing but objects, none of which is an operator of its own. */
  looksLikeAlternatives(): boolean {
    const rest = /^\s*\{\s*"((?:[^"\\]|\\.)*)"\s*:\s*([\s\S])/.exec(this.#text.slice(this.at));
    return rest !== null && (rest[2] === "[" || rest[2] === "{") && !/^(numeric|anything-but)$/.test(rest[1] ?? "");
  }

  next(): Token {
    this.#skip();
    const nesting = this.#nesting.at(-1);
    if (nesting !== undefined && this.#text[this.at] === nesting.end && nesting.wants !== "value") {
      this.at++;
      this.#nesting.pop();
      return { kind: nesting.end, text: nesting.end };
    }
    if (nesting?.wants === "next") this.#separator(nesting);
    if (nesting?.end === "}" && nesting.wants !== "value") return this.#name(nesting);
    if (nesting !== undefined) nesting.wants = "next";
    return this.#value();
  }

  #separator({ end }: Nesting): void {
    const found = this.#text[this.at];
    if (found === undefined) throw this.#ended();
    if (found !== ",") {
      this.at++;
      const place = end === "}" ? "Object" : "Array";
      throw this.#unexpected(found, `was expecting comma to separate ${place} entries`);
    }
    this.at++;
    this.#skip();
  }

  #name(nesting: Nesting): Token {
    const found = this.#text[this.at];
    if (found === undefined) throw this.#ended();
    if (found !== '"') {
      this.at++;
      throw this.#unexpected(found, "was expecting double-quote to start field name");
    }
    const token = this.#string();
    this.#skip();
    if (this.#text[this.at] !== ":") {
      this.at++;
      throw this.#unexpected(this.#text[this.at - 1] ?? "", "was expecting a colon to separate field name and value");
    }
    this.at++;
    nesting.wants = "value";
    return token;
  }

  #value(): Token {
    const found = this.#text[this.at];
    if (found === undefined) throw this.#ended();
    if (found === "{" || found === "[") {
      this.at++;
      this.#nesting.push({ end: found === "{" ? "}" : "]", wants: "first" });
      return { kind: found, text: found };
    }
    if (found === '"') return this.#string();
    const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/.exec(this.#text.slice(this.at))?.[0];
    if (number !== undefined) {
      this.at += number.length;
      return { kind: "number", text: number };
    }
    return this.#word(found);
  }

  #word(found: string): Token {
    const word = /^[\w$]+/.exec(this.#text.slice(this.at))?.[0];
    this.at += word?.length ?? 1;
    if (word === "true" || word === "false" || word === "null") return { kind: word, text: word };
    const expected = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
    if (word === undefined || /^\d/.test(word)) throw this.#unexpected(found, `expected a valid value ${expected}`);
    throw this.#refuse(`Unrecognized token '${word}': was expecting ${expected}`, this.at);
  }

  #string(): Token {
    const written = /^"(?:[^"\\]|\\.)*"/.exec(this.#text.slice(this.at))?.[0];
    if (written === undefined) {
      this.at = this.#text.length;
      throw this.#refuse("Unexpected end-of-input: was expecting closing quote for a string value", this.at);
    }
    this.at += written.length;
    try {
      return { kind: "string", text: JSON.parse(written) as string };
    } catch {
      throw this.#refuse("Illegal unquoted character or unrecognized character escape in string value", this.at);
    }
  }

  #skip(): void {
    while (/\s/.test(this.#text[this.at] ?? "")) this.at++;
  }

  #unexpected(found: string, what: string): Error {
    return this.#refuse(`Unexpected character ('${found}' (code ${found.charCodeAt(0)})): ${what}`, this.at);
  }

  #ended(): Error {
    const open = this.#nesting.at(-1);
    const place = open === undefined ? "Filter is not an object" : undefined;
    return this.#refuse(place ?? `Unexpected end-of-input: expected close marker for ${nameOf(open?.end)}`, this.at);
  }
}

const nameOf = (end: string | undefined): string => (end === "}" ? "Object" : "Array");
