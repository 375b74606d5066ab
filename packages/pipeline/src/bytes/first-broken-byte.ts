import { isUtf8 } from "node:buffer";
import { brokenUtf8 } from "./decoder.ts";
import { brokenByteIndex } from "./text-block.ts";

/** The index of the first byte that is not valid UTF-8, or -1. */
export function firstBrokenByte(bytes: Buffer): number {
  if (isUtf8(bytes)) return -1;
  const text = brokenUtf8(bytes);
  return Buffer.byteLength(text.slice(0, brokenByteIndex(text)));
}
