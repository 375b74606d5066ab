/** A place in a text that a parser walks along. */
export class TextCursor {
  readonly text: string;
  at: number;

  constructor(text: string, at = 0) {
    this.text = text;
    this.at = at;
  }

  get next(): string {
    return this.text[this.at] ?? "";
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  startsWith(word: string): boolean {
    return this.text.startsWith(word, this.at);
  }

  /** Steps over `word` if it stands here. */
  take(word: string): boolean {
    if (!this.startsWith(word)) return false;
    this.at += word.length;
    return true;
  }

  /** What the sticky `pattern` matches here; the cursor moves behind it. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  skipSpaces(): void {
    this.match(/\s*/y);
  }
}
