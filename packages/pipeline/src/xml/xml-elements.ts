import { ElementValue } from "./element-value.ts";
import { XmlAttributes } from "./xml-attributes.ts";
import type { XmlFault } from "./xml-fault.ts";
import { type XmlName, XmlNames, XmlPrefixes } from "./xml-names.ts";
import { decodedText, hasForbiddenCharacter } from "./xml-text.ts";
import type { XmlTag } from "./xml-tokens.ts";

/** How deep elements may be nested. */
export const elementDepthMax = 100;

/** Faults that leave the tags as they are: the record they are in is lost, and the next one can be read. */
const contentFaults: ReadonlySet<XmlFault> = new Set([
  "reference",
  "text",
  "character",
  "duplicate-attribute",
  "prefix",
]);

export const isContentFault = (fault: XmlFault): boolean => contentFaults.has(fault);

/**
 * The elements that are open at the place the parser has come to: checks that tags match, attributes are sound and prefixes are
 * bound, and builds the values of those inside a record.
 */
export class XmlElements {
  readonly #record: string;
  readonly #names = new XmlNames();
  readonly #prefixes = new XmlPrefixes();
  readonly #attributes = new XmlAttributes();
  readonly #open: XmlName[] = [];
  /** The elements of the record that is being read, itself first. */
  #values: ElementValue[] = [];
  #recordDepth = 0;
  #isBuilding: boolean = false;
  #hasRoot: boolean = false;
  #checksCharacters: boolean = false;
  /** The first fault in the content of the record that is being read. */
  #recordFault: XmlFault | undefined;
  #recordValue: unknown;

  constructor(record: string) {
    this.#record = record;
  }

  get isInRecord(): boolean {
    return this.#recordDepth > 0;
  }

  /** Of the record that has just ended. */
  get recordFault(): XmlFault | undefined {
    return this.#recordFault;
  }

  /** Of the record that has just ended. */
  get recordValue(): unknown {
    return this.#recordValue;
  }

  /** What is wrong with ending the file here. */
  get endFault(): XmlFault | undefined {
    if (this.#open.length > 0) return "unclosed-element";
    return this.#hasRoot ? undefined : "no-root";
  }

  /** Looking at every character costs time, so it is done only where a block has one that XML does not allow. */
  checkCharacters(): void {
    this.#checksCharacters = true;
  }

  /** The record will be refused anyway, so nothing more of it is kept. */
  stopBuilding(): void {
    this.#isBuilding = false;
    this.#values = [];
  }

  open(tag: XmlTag): XmlFault | undefined {
    if (this.#open.length === 0 && this.#hasRoot) return "outside-root";
    if (this.#open.length === elementDepthMax) return "too-deep";
    const name = this.#names.nameIn(tag.text, tag.nameStart, tag.nameEnd);
    if (name === undefined) return "name";
    this.#hasRoot = true;
    this.#open.push(name);
    if (this.isInRecord) {
      if (this.#isBuilding) this.#values.push(new ElementValue(name.local));
    } else if (name.local === this.#record) this.#beginRecord(name);
    const fault = tag.hasContent ? this.#readAttributes(tag) : undefined;
    return fault ?? (this.#prefixes.isBound(name.prefix) ? undefined : this.#inContent("prefix"));
  }

  /** True where the element that ends is a record. */
  close({ text, nameStart, nameEnd }: XmlTag): boolean | "mismatch" {
    const open = this.#open.pop()?.text;
    if (open === undefined || open.length !== nameEnd - nameStart || !text.startsWith(open, nameStart))
      return "mismatch";
    const depth = this.#open.length;
    this.#prefixes.leave(depth);
    if (!this.isInRecord) return false;
    if (depth + 1 > this.#recordDepth) {
      if (this.#isBuilding) this.#closeValue();
      return false;
    }
    this.#recordDepth = 0;
    this.#recordValue = this.#values[0]?.value ?? {};
    this.#values = [];
    return true;
  }

  text(raw: string): XmlFault | undefined {
    if (isLayout(raw)) return undefined;
    if (this.#open.length === 0) return "outside-root";
    if (raw.includes("]]>")) return this.#inContent("text");
    const text = decodedText(raw);
    if (text === undefined) return this.#inContent("reference");
    return this.#addText(text, raw);
  }

  cdata(raw: string): XmlFault | undefined {
    if (this.#open.length === 0) return "outside-root";
    return this.#addText(raw.includes("\r") ? raw.replace(/\r\n?/g, "\n") : raw, raw);
  }

  #addText(text: string, raw: string): XmlFault | undefined {
    if (this.#isBuilding) this.#values.at(-1)?.addText(text);
    return this.#checkCharacters(raw);
  }

  #beginRecord(name: XmlName): void {
    this.#recordDepth = this.#open.length;
    this.#recordFault = undefined;
    this.#isBuilding = true;
    this.#values = [new ElementValue(name.local)];
  }

  #closeValue(): void {
    const ended = this.#values.pop();
    if (ended !== undefined) this.#values.at(-1)?.addElement(ended.name, ended.value);
  }

  #readAttributes(tag: XmlTag): XmlFault | undefined {
    const attributes = this.#attributes;
    const seen: (XmlName | undefined)[] = [];
    let fault: XmlFault | undefined;
    attributes.start(tag.text, tag.nameEnd, tag.contentEnd);
    while (attributes.next()) {
      const name = this.#names.nameIn(tag.text, attributes.nameStart, attributes.nameEnd);
      fault ??= seen.some((before) => before?.text === name?.text) ? "duplicate-attribute" : this.#readAttribute(name);
      seen.push(name);
    }
    if (!attributes.isAtEnd) return "attribute";
    return fault === undefined ? undefined : this.#inContent(fault);
  }

  #readAttribute(name: XmlName | undefined): XmlFault | undefined {
    if (name === undefined) return "name";
    const { rawValue, isPlain } = this.#attributes;
    const value = isPlain ? rawValue : decodedText(rawValue.replace(/\r\n|[\t\n\r]/g, " "));
    if (value === undefined) return "reference";
    if (name.prefix === "xmlns") this.#prefixes.bind(name.local, this.#open.length);
    else if (name.text !== "xmlns" && this.#isBuilding) this.#values.at(-1)?.addAttribute(name.member, value);
    return this.#checksCharacters && hasForbiddenCharacter(rawValue) ? "character" : undefined;
  }

  #checkCharacters(raw: string): XmlFault | undefined {
    return this.#checksCharacters && hasForbiddenCharacter(raw) ? this.#inContent("character") : undefined;
  }

  /** A fault in the content of a record is the record's; anywhere else, or in the tags themselves, it is the file's. */
  #inContent(fault: XmlFault): XmlFault | undefined {
    if (!this.isInRecord || !isContentFault(fault)) return fault;
    this.#recordFault ??= fault;
    return undefined;
  }
}

/** Blanks between tags. Most of them begin with a line break, so looking at the first character settles most. */
const isLayout = (text: string): boolean => text.charCodeAt(0) <= 32 && text.trim() === "";
