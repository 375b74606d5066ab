import type { MaskAction } from "../protect/actions.ts";
import { isLetterOrDigit } from "../protect/letters.ts";
import type { JsonPage } from "./json-page.ts";

const quote = 34;
const star = 42;

const ascii = 0x80;

const isHiddenByte = Uint8Array.from({ length: 256 }, (_, code) => (code < ascii && isLetterOrDigit(code) ? 1 : 0));

/** The length of a character of valid UTF-8, by its first byte. */
const charBytes = (lead: number): number => (lead < ascii ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4);

/** Writes valid UTF-8 as `masked` would show its text. `isWide`: it is more than ASCII. */
export function putMasked(
  page: JsonPage,
  bytes: Uint8Array,
  { start, end, isWide }: { readonly start: number; readonly end: number; readonly isWide: boolean },
  { keepFirst, keepLast }: MaskAction,
): void {
  const count = isWide ? charCount(bytes, start, end) : end - start;
  // Of a text too short to hide anything, all is hidden.
  const isLong = count > keepFirst + keepLast;
  const [first, hidden] = isLong ? [keepFirst, count - keepFirst - keepLast] : [0, count];
  const from = isWide ? charsBehind(bytes, start, first) : start + first;
  const to = isWide ? charsBehind(bytes, from, hidden) : from + hidden;
  page.putByte(quote);
  page.putText(bytes, start, from);
  putHidden(page, bytes, from, to);
  page.putText(bytes, to, end);
  page.putByte(quote);
}

function putHidden(page: JsonPage, bytes: Uint8Array, start: number, end: number): void {
  for (let at = start; at < end; ) {
    at = putStars(page, bytes, at, end);
    if (at === end) return;
    const length = charBytes(bytes[at] as number);
    if (length > 1 && isLetterOrDigit(codePoint(bytes, at, length))) page.putByte(star);
    else page.putText(bytes, at, at + length);
    at += length;
  }
}

/** A star for each letter and digit of ASCII; the index of the first byte that is none. */
function putStars(page: JsonPage, bytes: Uint8Array, start: number, end: number): number {
  const to = page.bytes;
  let { length } = page;
  let at = start;
  for (; at < end && isHiddenByte[bytes[at] as number] === 1; at++) to[length++] = star;
  page.length = length;
  return at;
}

function charCount(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) if (((bytes[at] as number) & 0xc0) !== 0x80) count++;
  return count;
}

/** The index behind so many characters. */
function charsBehind(bytes: Uint8Array, start: number, count: number): number {
  let at = start;
  for (let index = 0; index < count; index++) at += charBytes(bytes[at] as number);
  return at;
}

function codePoint(bytes: Uint8Array, at: number, length: number): number {
  let code = (bytes[at] as number) & (0xff >> (length + 1));
  for (let next = at + 1; next < at + length; next++) code = (code << 6) | ((bytes[next] as number) & 0x3f);
  return code;
}
