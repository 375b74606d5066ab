import { byteLengthOf, type CharWidth } from "./text-block.ts";

/** Follows a parser through a text and tells the byte offset in the file of the characters it stops at. Only goes forward. */
export class ByteCursor {
  #text = "";
  #width: CharWidth = "one";
  #index = 0;
  #offset: number;

  constructor(offset = 0) {
    this.#offset = offset;
  }

  /** `text` now begins where the character at `kept` of the text before it was. */
  replace(text: string, width: CharWidth, kept: number): void {
    this.offsetAt(kept);
    this.#text = text;
    this.#width = width;
    this.#index = 0;
  }

  skip(bytes: number): void {
    this.#offset += bytes;
  }

  offsetAt(index: number): number {
    if (index > this.#index) {
      const chars = index - this.#index;
      this.#offset += this.#width === "one" ? chars : byteLengthOf(this.#text.slice(this.#index, index), this.#width);
      this.#index = index;
    }
    return this.#offset;
  }
}
