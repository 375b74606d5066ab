/** Follows a parser through a text and tells the line of the places it stops at. Only goes forward. */
export class LineCounter {
  #text = "";
  #line = 1;
  #counted = 0;
  #lineFeed = -1;

  /** `text` now begins where the character at `kept` of the text before it was. */
  replace(text: string, kept: number): void {
    this.lineAt(kept);
    this.#text = text;
    this.#counted = 0;
    this.#lineFeed = -1;
  }

  lineAt(index: number): number {
    while (this.#next() < index) {
      this.#line++;
      this.#counted = this.#next() + 1;
    }
    return this.#line;
  }

  #next(): number {
    if (this.#lineFeed < this.#counted) {
      const found = this.#text.indexOf("\n", this.#counted);
      this.#lineFeed = found < 0 ? this.#text.length : found;
    }
    return this.#lineFeed;
  }
}
