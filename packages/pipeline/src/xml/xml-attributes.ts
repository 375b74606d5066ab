const space = 32;
const tab = 9;
const lineFeed = 10;
const carriageReturn = 13;
const equals = 61;
const doubleQuote = 34;
const singleQuote = 39;
const slash = 47;
const ampersand = 38;

/** Goes through what stands in a tag behind its name, one attribute at a time: after `next` the members say where it is. */
export class XmlAttributes {
  #text = "";
  #at = 0;
  #end = 0;
  #nameStart = 0;
  #nameEnd = 0;
  #valueStart = 0;
  #valueEnd = 0;
  #isPlain: boolean = true;

  get nameStart(): number {
    return this.#nameStart;
  }

  get nameEnd(): number {
    return this.#nameEnd;
  }

  /** What stands between the quotes. */
  get rawValue(): string {
    return this.#text.slice(this.#valueStart, this.#valueEnd);
  }

  /** Whether the value says what stands there: it has no references and no blanks but spaces. */
  get isPlain(): boolean {
    return this.#isPlain;
  }

  /** Whether only blanks are left. */
  get isAtEnd(): boolean {
    return this.#skipBlanks(this.#at) === this.#end;
  }

  start(text: string, from: number, end: number): void {
    this.#text = text;
    this.#at = from;
    this.#end = end;
  }

  /** False where no attribute follows: at the end, or where something else stands. */
  next(): boolean {
    const nameStart = this.#skipBlanks(this.#at);
    if (nameStart === this.#at) return false;
    const nameEnd = this.#skipName(nameStart);
    const sign = this.#skipBlanks(nameEnd);
    if (nameEnd === nameStart || this.#codeAt(sign) !== equals) return false;
    const opening = this.#skipBlanks(sign + 1);
    const quote = this.#codeAt(opening);
    if (quote !== doubleQuote && quote !== singleQuote) return false;
    const closing = this.#skipValue(opening + 1, quote);
    if (closing === this.#end) return false;
    this.#nameStart = nameStart;
    this.#nameEnd = nameEnd;
    this.#valueStart = opening + 1;
    this.#valueEnd = closing;
    this.#at = closing + 1;
    return true;
  }

  #skipValue(from: number, quote: number): number {
    let at = from;
    let isPlain = true;
    for (; at < this.#end; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === quote) break;
      if (code === ampersand || code < space) isPlain = false;
    }
    this.#isPlain = isPlain;
    return at;
  }

  #skipName(from: number): number {
    let at = from;
    while (at < this.#end && isInName(this.#text.charCodeAt(at))) at++;
    return at;
  }

  #skipBlanks(from: number): number {
    let at = from;
    while (at < this.#end && isBlank(this.#text.charCodeAt(at))) at++;
    return at;
  }

  #codeAt(index: number): number {
    return index < this.#end ? this.#text.charCodeAt(index) : 0;
  }
}

export const isBlank = (code: number): boolean =>
  code === space || code === lineFeed || code === carriageReturn || code === tab;

const isInName = (code: number): boolean =>
  code > space && code !== equals && code !== doubleQuote && code !== singleQuote && code !== slash;
