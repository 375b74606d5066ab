/** A double keeps any number of so many digits. */
const digitsMax = 15;
const powers = Array.from({ length: digitsMax + 1 }, (_, digits) => 10 ** digits);

const minus = 45;
const point = 46;
const zero = 48;

/**
 * The number that stands in some bytes, where it is written as JSON.stringify would write it, digit by digit; NaN for all others, also
 * where they are numbers.
 */
export function plainNumber(bytes: Uint8Array, start: number, end: number): number {
  const isNegative = bytes[start] === minus;
  const value = unsigned(bytes, isNegative ? start + 1 : start, end);
  // JSON has no negative zero.
  return isNegative ? (value === 0 ? Number.NaN : -value) : value;
}

function unsigned(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start] === zero && end - start > 1 && bytes[start + 1] !== point) return Number.NaN;
  let value = 0;
  let pointAt = end;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] as number) - zero;
    if (digit >= 0 && digit <= 9) value = value * 10 + digit;
    else if (digit === point - zero && pointAt === end) pointAt = at;
    else return Number.NaN;
  }
  const whole = pointAt - start;
  return whole === 0
    ? Number.NaN
    : withFraction(value, whole, pointAt < end ? end - pointAt - 1 : undefined, bytes[end - 1]);
}

/** `digits` divided by its decimals, of which there may be none, but not none behind a point. */
function withFraction(digits: number, whole: number, decimals: number | undefined, last: number | undefined): number {
  if (decimals === undefined) return whole > digitsMax ? Number.NaN : digits;
  if (decimals === 0 || last === zero || whole + decimals > digitsMax) return Number.NaN;
  // Both are exact, so the quotient is the double that is nearest to what is written.
  const value = digits / (powers[decimals] as number);
  // Smaller ones are written with an exponent.
  return value < 1e-6 ? Number.NaN : value;
}
