/** How deep arrays and objects of one value may be nested; DynamoDB stores 32 levels. */
export const depthMax = 100;

const other = 0;
const quote = 1;
const open = 2;
const close = 3;
const lineFeed = 4;

/** What a byte outside of a text means to the scanner. */
const kinds = new Uint8Array(256);
kinds[0x22] = quote;
kinds[0x5b] = open;
kinds[0x7b] = open;
kinds[0x5d] = close;
kinds[0x7d] = close;
kinds[0x0a] = lineFeed;
const quoteByte = 0x22;
const backslash = 0x5c;
const lineFeedByte = 0x0a;

/** What ends a number or a word: brackets, comma, blanks. */
const scalarEnds = new Set([...",]} \t\r\n"].map((char) => char.charCodeAt(0)));

export type ScanFault = "mismatch" | "too-deep";

/**
 * Finds where a JSON value ends by its brackets and quotes alone, over as many blocks as it takes; whether what is inside is JSON is
 * for JSON.parse to say. Brackets that do not match are a fault: then nobody can tell where the next value begins.
 */
export class ValueScanner {
  readonly #openers = new Uint8Array(depthMax);
  #depth = 0;
  #mode: "start" | "scalar" | "text" | "nested" = "start";
  #isEscaped: boolean = false;
  #lineFeeds = 0;
  #fault: { readonly what: ScanFault; readonly index: number } | undefined;

  /** Line feeds inside the value; also those in its texts, where JSON allows none. */
  get lineFeeds(): number {
    return this.#lineFeeds;
  }

  /** What is wrong, and at which index of the bytes last scanned. */
  get fault(): { readonly what: ScanFault; readonly index: number } | undefined {
    return this.#fault;
  }

  reset(): void {
    this.#depth = 0;
    this.#mode = "start";
    this.#isEscaped = false;
    this.#lineFeeds = 0;
    this.#fault = undefined;
  }

  /** The index behind the value, of which `from` is the first byte not scanned yet; -1 where the bytes end first, or at a fault. */
  scan(bytes: Buffer, from: number): number {
    if (from >= bytes.length) return -1;
    if (this.#mode === "start") this.#mode = startMode(bytes[from] ?? 0);
    else if (this.#mode === "text") return this.#scanText(bytes, from);
    if (this.#mode === "text") return this.#scanText(bytes, from + 1);
    return this.#mode === "nested" ? this.#scanNested(bytes, from) : this.#scanScalar(bytes, from);
  }

  #scanScalar(bytes: Buffer, from: number): number {
    for (let at = from; at < bytes.length; at++) {
      if (scalarEnds.has(bytes[at] ?? 0)) return at;
    }
    return -1;
  }

  #scanText(bytes: Buffer, from: number): number {
    const at = this.#skipText(bytes, from);
    if (at < 0 || this.#depth === 0) return at;
    this.#mode = "nested";
    return this.#scanNested(bytes, at);
  }

  #scanNested(bytes: Buffer, from: number): number {
    let at = from;
    while (at < bytes.length) {
      const byte = bytes[at++] ?? 0;
      const kind = kinds[byte];
      if (kind === other) continue;
      if (kind === quote) {
        at = this.#skipText(bytes, at);
        if (at < 0) return -1;
      } else if (kind === lineFeed) this.#lineFeeds++;
      else if (!this.#bracket(kind === open, byte)) return this.#fail(at - 1);
      else if (this.#depth === 0) return at;
    }
    return -1;
  }

  /** The index behind the quote that ends a text; -1 where the bytes end first, and then the scanner is still in the text. */
  #skipText(bytes: Buffer, from: number): number {
    let at = from;
    if (this.#isEscaped && at < bytes.length) this.#skipEscaped(bytes[at++]);
    for (; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte > backslash) continue;
      if (byte === quoteByte) return at + 1;
      if (byte === lineFeedByte) this.#lineFeeds++;
      else if (byte === backslash) this.#skipEscaped(bytes[++at]);
    }
    this.#mode = "text";
    return -1;
  }

  /** `byte` is the one behind a backslash; undefined where it is still to come. */
  #skipEscaped(byte: number | undefined): void {
    this.#isEscaped = byte === undefined;
    if (byte === lineFeedByte) this.#lineFeeds++;
  }

  /** False where the bracket cannot stand here. */
  #bracket(isOpen: boolean, byte: number): boolean {
    if (isOpen) {
      if (this.#depth === depthMax) return false;
      this.#openers[this.#depth++] = byte;
      return true;
    }
    // The closing bracket of each kind is two above the opening one.
    return this.#openers[--this.#depth] === byte - 2;
  }

  #fail(index: number): -1 {
    this.#fault = { what: this.#depth === depthMax ? "too-deep" : "mismatch", index };
    return -1;
  }
}

function startMode(byte: number): "text" | "nested" | "scalar" {
  if (byte === quoteByte) return "text";
  return kinds[byte] === open ? "nested" : "scalar";
}
