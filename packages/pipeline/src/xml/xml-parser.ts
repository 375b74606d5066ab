import { ByteCursor } from "../bytes/byte-cursor.ts";
import { Decoder, type EncodingChoice } from "../bytes/decoder.ts";
import { brokenByteIndex, type CharWidth, type TextBlock, widerOf } from "../bytes/text-block.ts";
import { fieldPicker } from "../field-paths.ts";
import { PipelineError } from "../pipeline-error.ts";
import type { FieldSources, FileFacts, RecordParser, Shift } from "../reader.ts";
import { detached, type Read, type RejectCode, rejectedRawCharsMax } from "../record.ts";
import { LineCounter } from "./line-counter.ts";
import { maskXml } from "./mask-xml.ts";
import { XmlElements } from "./xml-elements.ts";
import { declaredEncoding } from "./xml-encoding.ts";
import { faultMessages, type XmlFault } from "./xml-fault.ts";
import { isName } from "./xml-names.ts";
import { hasForbiddenCharacter } from "./xml-text.ts";
import { type XmlToken, XmlTokens } from "./xml-tokens.ts";

export interface XmlParserOptions {
  readonly record: string;
  readonly encoding: EncodingChoice;
  readonly fields: FieldSources;
  readonly recordSizeMax: number;
  readonly shift: Shift;
}

/** The record that is being read. */
interface Begun {
  /** Where it begins in the text that is held; 0 once its beginning was let go. */
  start: number;
  readonly line: number;
  readonly byteOffset: number;
  /** Its beginning, where it is too large to hold. */
  oversized: string | undefined;
}

export class XmlParser implements RecordParser {
  readonly #options: XmlParserOptions;
  readonly #pick: (value: unknown) => unknown;
  readonly #tokens = new XmlTokens();
  readonly #elements: XmlElements;
  #decoder: Decoder | undefined;
  #cursor = new ByteCursor();
  readonly #lines = new LineCounter();
  #width: CharWidth = "one";
  #begun: Begun | undefined;
  /** Whether the token that is looked at is the first of the file. */
  #isAtStart: boolean = true;
  #ordinal: number;

  constructor(options: XmlParserOptions) {
    this.#options = options;
    this.#ordinal = options.shift.records;
    this.#pick = fieldPicker(options.fields);
    this.#elements = new XmlElements(options.record);
  }

  get facts(): FileFacts {
    return { format: "xml", encoding: this.#decoder?.encoding ?? "utf-8" };
  }

  maskRaw(raw: string, fields: readonly string[]): string {
    const known = fields.every((field) => this.#options.fields[field] !== undefined);
    return maskXml(raw, known ? fields.flatMap((field) => this.#options.fields[field] ?? []) : undefined);
  }

  write(block: Buffer): readonly Read[] {
    const decoder = this.#decoder ?? this.#start(block);
    const isFirst = decoder.markBytes === 0;
    const text = decoder.decode(block);
    if (isFirst) this.#cursor.skip(decoder.markBytes);
    return this.#reads(text, false);
  }

  end(): readonly Read[] {
    const reads = this.#reads(this.#decoder?.end() ?? { text: "", width: "one" }, true);
    const fault = this.#elements.endFault;
    if (fault !== undefined) throw this.#broken(fault);
    return reads;
  }

  #start(block: Buffer): Decoder {
    const { encoding } = this.#options;
    this.#decoder = new Decoder(encoding === "auto" ? declaredEncoding(block) : encoding);
    return this.#decoder;
  }

  #reads(block: TextBlock, isLast: boolean): readonly Read[] {
    this.#add(block, isLast);
    const reads: Read[] = [];
    for (let token = this.#tokens.read(); token !== "end" && token !== "more"; token = this.#tokens.read()) {
      const fault = this.#take(token, reads);
      this.#isAtStart = false;
      if (fault !== undefined) throw this.#broken(fault);
    }
    this.#refuseHugeToken();
    return reads;
  }

  #add(block: TextBlock, isLast: boolean): void {
    const kept =
      this.#begun === undefined || this.#begun.oversized !== undefined ? this.#tokens.start : this.#begun.start;
    if (hasForbiddenCharacter(block.text)) this.#elements.checkCharacters();
    const hasRest = this.#tokens.heldFrom(kept) > 0;
    this.#width = hasRest ? widerOf(this.#width, block.width) : block.width;
    const text = this.#tokens.add(block.text, kept, isLast);
    this.#cursor.replace(text, this.#width, kept);
    this.#lines.replace(text, kept);
    if (this.#begun !== undefined) this.#begun.start = 0;
  }

  #take(token: XmlToken, reads: Read[]): XmlFault | undefined {
    const tokens = this.#tokens;
    switch (token) {
      case "open":
        return this.#open(reads);
      case "close":
        return this.#close(reads);
      case "text":
        return this.#elements.text(tokens.content);
      case "cdata":
        return this.#elements.cdata(tokens.content);
      case "instruction":
        return this.#instruction(tokens.content);
      case "fault":
        return tokens.fault;
      default:
        return undefined;
    }
  }

  /** https://www.w3.org/TR/xml/#sec-pi: the name `xml` is for the declaration, which stands before everything. */
  #instruction(content: string): XmlFault | undefined {
    const target = /^[^\s?]*/.exec(content)?.[0] ?? "";
    if (!isName(target)) return "name";
    return target.toLowerCase() === "xml" && !(this.#isAtStart && target === "xml") ? "declaration" : undefined;
  }

  #open(reads: Read[]): XmlFault | undefined {
    const tokens = this.#tokens;
    const wasInRecord = this.#elements.isInRecord;
    const fault = this.#elements.open(tokens);
    if (fault !== undefined) return fault;
    if (!wasInRecord && this.#elements.isInRecord) this.#begin(tokens.start);
    return tokens.isEmptyElement ? this.#close(reads) : undefined;
  }

  #close(reads: Read[]): XmlFault | undefined {
    const ended = this.#elements.close(this.#tokens);
    if (ended === "mismatch") return "mismatch";
    if (ended && this.#begun !== undefined) {
      reads.push(this.#recordOf(this.#begun));
      this.#begun = undefined;
    } else if (this.#begun !== undefined) this.#dropOversized(this.#begun);
    return undefined;
  }

  #begin(start: number): void {
    const byteOffset = this.#cursor.offsetAt(start);
    this.#begun = { start, line: this.#lines.lineAt(start), byteOffset, oversized: undefined };
  }

  #recordOf(begun: Begun): Read {
    const { oversized } = begun;
    const { shift } = this.#options;
    const { end } = this.#tokens;
    const place = {
      ordinal: ++this.#ordinal,
      line: begun.line + shift.lines,
      byteOffset: begun.byteOffset + shift.bytes,
      byteLength: this.#cursor.offsetAt(end) - begun.byteOffset,
    };
    const raw = oversized ?? this.#tokens.slice(begun.start, end);
    const reason = this.#reasonAgainst(begun, end);
    if (reason !== undefined) return { kind: "rejected", ...reason, field: undefined, ...place, raw };
    return { kind: "record", value: this.#pick(this.#elements.recordValue), ...place, raw };
  }

  #reasonAgainst(begun: Begun, end: number): { readonly code: RejectCode; readonly message: string } | undefined {
    const max = this.#options.recordSizeMax;
    if (begun.oversized !== undefined || end - begun.start > max) {
      return { code: "record-too-large", message: `The record is longer than the ${max} characters allowed` };
    }
    const fault = this.#elements.recordFault;
    if (fault === undefined) return undefined;
    const isBroken = fault === "character" && brokenByteIndex(this.#tokens.slice(begun.start, end)) >= 0;
    return isBroken
      ? { code: "encoding-error", message: `The record has bytes that are not valid ${this.facts.encoding}` }
      : { code: "syntax-error", message: `The record is not well-formed: ${faultMessages[fault]}` };
  }

  #dropOversized(begun: Begun): void {
    if (begun.oversized !== undefined || this.#tokens.end - begun.start <= this.#options.recordSizeMax) return;
    begun.oversized = detached(this.#tokens.slice(begun.start, begun.start + rejectedRawCharsMax));
    this.#elements.stopBuilding();
  }

  #refuseHugeToken(): void {
    if (this.#tokens.heldFrom(this.#tokens.start) <= this.#options.recordSizeMax) return;
    throw this.#error(
      `a tag, a text or a comment is longer than the ${this.#options.recordSizeMax} characters allowed`,
    );
  }

  #broken(fault: XmlFault): PipelineError {
    return this.#error(faultMessages[fault]);
  }

  #error(why: string): PipelineError {
    const { start } = this.#tokens;
    const line = this.#lines.lineAt(start);
    const byteOffset = this.#cursor.offsetAt(start);
    return new PipelineError("format-error", `Cannot read on from line ${line}, byte ${byteOffset}: ${why}`, {
      line,
      byteOffset,
    });
  }
}
