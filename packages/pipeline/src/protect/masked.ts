import type { MaskAction } from "./actions.ts";
import { isLetterOrDigit } from "./letters.ts";

/** Characters of two units, which may not be cut in half. */
const surrogate = /[\ud800-\udfff]/;

export function masked(text: string, { keepFirst, keepLast }: MaskAction): string {
  const chars: string | readonly string[] = surrogate.test(text) ? Array.from(text) : text;
  // Of a text too short to hide anything, all is hidden.
  const [first, last] = chars.length > keepFirst + keepLast ? [keepFirst, keepLast] : [0, 0];
  const behind = chars.length - last;
  const part = (from: number, to: number): string => {
    const some = chars.slice(from, to);
    return typeof some === "string" ? some : some.join("");
  };
  return part(0, first) + hidden(part(first, behind)) + part(behind, chars.length);
}

const stars = "*".repeat(32);

/** Letters and digits as stars, run by run: five times as fast as a pattern is. */
function hidden(text: string): string {
  if (surrogate.test(text)) return text.replace(/[\p{L}\p{N}]/gu, "*");
  let shown = "";
  let run = 0;
  for (let index = 0; index < text.length; index++) {
    if (isLetterOrDigit(text.charCodeAt(index))) run++;
    else {
      shown += starred(run) + text.charAt(index);
      run = 0;
    }
  }
  return shown + starred(run);
}

const starred = (count: number): string => (count <= stars.length ? stars.slice(0, count) : "*".repeat(count));
