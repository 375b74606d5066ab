const letterOrDigit = /^[\p{L}\p{N}]$/u;

const unknown = 0;
const isOne = 1;
const isNone = 2;

/** What is known of each character of the basic plane so far. */
const known = new Uint8Array(0x10000);

/** Whether a code point is a letter or a digit of any language. */
export function isLetterOrDigit(code: number): boolean {
  const found = known[code];
  if (found === undefined) return letterOrDigit.test(String.fromCodePoint(code));
  if (found !== unknown) return found === isOne;
  const is = letterOrDigit.test(String.fromCharCode(code));
  known[code] = is ? isOne : isNone;
  return is;
}
