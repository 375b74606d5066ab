/**
 * How many bytes of the file a character of the text stands for: always one (ASCII, windows-1252), always two (UTF-16), what
 * UTF-8 takes, or, in text with broken UTF-8, what UTF-8 takes except one byte for each stand-in of a broken one.
 */
export type CharWidth = "one" | "two" | "utf-8" | "broken-utf-8";

export interface TextBlock {
  readonly text: string;
  readonly width: CharWidth;
}

/** A byte that is not valid UTF-8 becomes the lone surrogate U+DC00 + byte, so that no byte is lost and each can be found. */
export const brokenByteBase = 0xdc00;

const brokenByte = /(?<![\ud800-\udbff])[\udc80-\udcff]/;
const brokenBytes = new RegExp(brokenByte, "g");

/** The index of the first stand-in of a broken byte, or -1. */
export const brokenByteIndex = (text: string): number => text.search(brokenByte);

export function byteLengthOf(text: string, width: CharWidth): number {
  if (width === "one") return text.length;
  if (width === "two") return text.length * 2;
  const bytes = Buffer.byteLength(text);
  // A stand-in is a lone surrogate, which Buffer counts as three bytes, and stands for one.
  return width === "utf-8" ? bytes : bytes - 2 * (text.match(brokenBytes)?.length ?? 0);
}

/** The width of the text of two blocks put together. */
export function widerOf(left: CharWidth, right: CharWidth): CharWidth {
  if (left === "broken-utf-8" || right === "broken-utf-8") return "broken-utf-8";
  return left === right ? left : "utf-8";
}
