import { VelocityError } from "./syntax.ts";

const directive = /#(?:\{([a-zA-Z]+)\}|([a-zA-Z_][\w-]*))/y;
export const identifier = /[a-zA-Z_][\w-]*/y;

/** A place in the text of a template, and what can be taken from there. */
export class Scanner {
  protected readonly source: string;
  protected at = 0;

  constructor(source: string) {
    this.source = source;
  }

  get isAtEnd(): boolean {
    return this.at >= this.source.length;
  }

  get position(): number {
    return this.at;
  }

  /** Comments, escapes, and text that is nothing else; undefined where something begins. */
  protected literal(): string | undefined {
    const source = this.source;
    const at = this.at;
    if (source.startsWith("##", at)) {
      const end = source.indexOf("\n", at);
      this.at = end < 0 ? source.length : end + 1;
      return "";
    }
    if (source.startsWith("#*", at)) return this.until("*#", "");
    if (source.startsWith("#[[", at))
      return this.until("]]#", source.slice(at + 3, Math.max(at + 3, source.indexOf("]]#", at))));
    if (source[at] === "\\" && (source[at + 1] === "$" || source[at + 1] === "#")) {
      this.at += 2;
      return source[at + 1];
    }
    const next = source.slice(at).search(/[$#\\]/);
    if (next === 0) {
      if (source[at] !== "\\") return undefined;
      this.at++;
      return "\\";
    }
    this.at = next < 0 ? source.length : at + next;
    return source.slice(at, this.at);
  }

  protected until(end: string, text: string): string {
    const found = this.source.indexOf(end, this.at);
    this.at = found < 0 ? this.source.length : found + end.length;
    return text;
  }

  protected directiveName(): string | undefined {
    directive.lastIndex = this.at;
    const found = directive.exec(this.source);
    return found?.[1] ?? found?.[2];
  }

  protected isAtDirective(names: readonly string[]): boolean {
    const name = this.directiveName();
    return name !== undefined && names.includes(name);
  }

  protected standsAlone(): boolean {
    const line = this.source.slice(this.at).split("\n", 1)[0] ?? "";
    return (
      line
        .replace(/\(.*\)/, "")
        .trim()
        .replace(/^#\{?[a-z]+\}?/, "") === ""
    );
  }

  protected skipDirective(): void {
    directive.lastIndex = this.at;
    this.at += directive.exec(this.source)?.[0].length ?? 0;
  }

  protected word(): string {
    identifier.lastIndex = this.at;
    const word = identifier.exec(this.source)?.[0] ?? "";
    this.at += word.length;
    return word;
  }

  protected take(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  protected expect(text: string): void {
    this.space();
    if (!this.take(text)) throw new VelocityError(`Expected '${text}' at position ${this.at}`);
  }

  protected space(): void {
    while (/\s/.test(this.source[this.at] ?? "")) this.at++;
  }

  /** Takes the end of the line away when only spaces stand before it; answers the text before without its spaces. */
  protected swallowLine(text: string): string {
    const rest = /[ \t]*\r?\n/y;
    rest.lastIndex = this.at;
    const found = rest.exec(this.source);
    if (found === null || !/(^|\n)[ \t]*$/.test(text)) return text;
    this.at += found[0].length;
    return text.replace(/[ \t]+$/, "");
  }
}
