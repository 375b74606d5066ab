import { isBlank } from "./xml-attributes.ts";
import type { XmlFault } from "./xml-fault.ts";

export type XmlToken = "open" | "close" | "text" | "cdata" | "instruction" | "aside" | "more" | "end" | "fault";

const openAngle = 60;
const closeAngle = 62;
const slash = 47;
const bang = 33;
const question = 63;
const equals = 61;
const doubleQuote = 34;
const singleQuote = 39;

/** Where the parts of a tag stand: its name, and what is behind it. */
export interface XmlTag {
  readonly text: string;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly contentEnd: number;
  readonly hasContent: boolean;
}

/**
 * Cuts text into the tokens of XML 1.0 (https://www.w3.org/TR/xml/), one at a time: after `read` the members say what it found. Whether
 * tags match and what references mean is for the parser to say.
 */
export class XmlTokens implements XmlTag {
  #text = "";
  #isLast: boolean = false;
  #at = 0;
  #start = 0;
  #contentStart = 0;
  #contentEnd = 0;
  #nameEnd = 0;
  #isEmptyElement: boolean = false;
  #fault: XmlFault = "markup";

  /** Where the token begins in the text. */
  get start(): number {
    return this.#start;
  }

  /** Where the next token begins. */
  get end(): number {
    return this.#at;
  }

  get text(): string {
    return this.#text;
  }

  get nameStart(): number {
    return this.#contentStart;
  }

  get nameEnd(): number {
    return this.#nameEnd;
  }

  get contentEnd(): number {
    return this.#contentEnd;
  }

  /** What a tag is called, as it is written, prefix and all. */
  get name(): string {
    return this.#text.slice(this.#contentStart, this.#nameEnd);
  }

  /** What stands in a tag behind its name, and what a text or a CDATA section says, references and all. */
  get content(): string {
    return this.#text.slice(this.#nameEnd, this.#contentEnd);
  }

  get hasContent(): boolean {
    return this.#nameEnd < this.#contentEnd;
  }

  get isEmptyElement(): boolean {
    return this.#isEmptyElement;
  }

  get fault(): XmlFault {
    return this.#fault;
  }

  /** The text between two places of what is held. */
  slice(start: number, end: number): string {
    return this.#text.slice(start, end);
  }

  /** How much text is held from `start` on. */
  heldFrom(start: number): number {
    return this.#text.length - start;
  }

  /** Lets go of what stands before `kept` and adds `text`. */
  add(text: string, kept: number, isLast: boolean): string {
    // `+` would leave two texts behind one name, and every look at a character would go through it: a tenth slower in all.
    this.#text = [this.#text.slice(kept), text].join("");
    this.#at -= kept;
    this.#isLast = isLast;
    return this.#text;
  }

  read(): XmlToken {
    this.#start = this.#at;
    if (this.#at >= this.#text.length) return this.#isLast ? "end" : "more";
    if (this.#text.charCodeAt(this.#at) !== openAngle) return this.#readText();
    const next = this.#text.charCodeAt(this.#at + 1);
    if (next === slash) return this.#readClose();
    if (next === bang) return this.#readDeclaration();
    if (next === question) return this.#readUpTo("?>", this.#at + 2, "instruction");
    if (Number.isNaN(next)) return this.#more();
    return this.#readOpen();
  }

  #readText(): XmlToken {
    const end = this.#text.indexOf("<", this.#at);
    if (end < 0 && !this.#isLast) return "more";
    return this.#found("text", this.#at, end < 0 ? this.#text.length : end, 0);
  }

  #readClose(): XmlToken {
    const end = this.#text.indexOf(">", this.#at);
    if (end < 0) return this.#more();
    const token = this.#found("close", this.#at + 2, end, 1);
    this.#contentStart = this.#start + 2;
    this.#nameEnd = end;
    while (isBlank(this.#text.charCodeAt(this.#nameEnd - 1))) this.#nameEnd--;
    return token;
  }

  #readOpen(): XmlToken {
    const text = this.#text;
    let nameEnd = this.#at + 1;
    while (nameEnd < text.length && !endsName(text.charCodeAt(nameEnd))) nameEnd++;
    const end = text.charCodeAt(nameEnd) === closeAngle ? nameEnd : this.#tagEndFrom(nameEnd);
    if (end === -1) return this.#more();
    if (end === -2) return this.#fail("markup");
    this.#isEmptyElement = text.charCodeAt(end - 1) === slash;
    this.#contentStart = this.#start + 1;
    this.#nameEnd = nameEnd;
    this.#contentEnd = this.#isEmptyElement ? end - 1 : end;
    this.#at = end + 1;
    return "open";
  }

  /** The angle that ends a tag, outside of quotes; -1 where the text ends first, -2 where a tag begins inside of it. */
  #tagEndFrom(from: number): number {
    let quote = 0;
    for (let at = from; at < this.#text.length; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === openAngle) return -2;
      if (quote !== 0) {
        if (code === quote) quote = 0;
      } else if (code === closeAngle) return at;
      else if (code === doubleQuote || code === singleQuote) quote = code;
    }
    return -1;
  }

  #readDeclaration(): XmlToken {
    const begins = this.#text.slice(this.#at, this.#at + 9);
    if (begins.startsWith("<!--")) return this.#readComment();
    if (begins === "<![CDATA[") return this.#readUpTo("]]>", this.#at + 9, "cdata");
    const isUnclear =
      begins.length < 9 && !this.#isLast && ("<![CDATA[".startsWith(begins) || "<!--".startsWith(begins));
    if (isUnclear || ("<!DOCTYPE".startsWith(begins) && begins.length < 9)) return this.#more();
    return this.#fail(begins === "<!DOCTYPE" ? "doctype" : "markup");
  }

  #readComment(): XmlToken {
    const dashes = this.#text.indexOf("--", this.#at + 4);
    if (dashes < 0 || dashes + 2 >= this.#text.length) return this.#more();
    if (this.#text.charCodeAt(dashes + 2) !== closeAngle) return this.#fail("comment");
    return this.#found("aside", this.#at + 4, dashes, 3);
  }

  #readUpTo(terminator: string, from: number, token: XmlToken): XmlToken {
    const end = this.#text.indexOf(terminator, from);
    return end < 0 ? this.#more() : this.#found(token, from, end, terminator.length);
  }

  #found(token: XmlToken, contentStart: number, contentEnd: number, behind: number): XmlToken {
    this.#nameEnd = contentStart;
    this.#contentEnd = contentEnd;
    this.#at = contentEnd + behind;
    return token;
  }

  #more(): XmlToken {
    return this.#isLast ? this.#fail("unclosed-markup") : "more";
  }

  #fail(fault: XmlFault): XmlToken {
    this.#fault = fault;
    return "fault";
  }
}

const endsName = (code: number): boolean =>
  isBlank(code) || code === closeAngle || code === slash || code === equals || code === openAngle;
