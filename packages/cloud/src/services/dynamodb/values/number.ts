import { validation } from "../errors.ts";

/**
 * DynamoDB's numbers: up to 38 significant digits, magnitudes from 1E-130 to 9.99...E+125, exact decimal arithmetic.
 * They live as text in canonical form: plain notation without exponent, sign only when negative, no needless zeros.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 */
const digitsMax = 38;
const exponentMax = 125;
const exponentMin = -130;

/** `coefficient` times ten to the power of `exponent`. */
interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

const canonicalInteger = /^(?:0|-?[1-9][0-9]{0,37})$/;
const canonicalFraction = /^-?(?:0|[1-9][0-9]{0,17})\.[0-9]{0,18}[1-9]$/;
const anyNumber = /^([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,9}))?$/;

/** The one text that stands for this number; refuses what is not a number or does not fit. */
export function canonicalNumber(text: string): string {
  if (canonicalInteger.test(text) || canonicalFraction.test(text)) return text;
  return print(parse(text));
}

export const addNumbers = (left: string, right: string): string => sum(left, right, 1n);

export const subtractNumbers = (left: string, right: string): string => sum(left, right, -1n);

/** Negative, zero or positive, as for sorting. Both in canonical form. */
export function compareNumbers(left: string, right: string): number {
  if (left === right) return 0;
  if (left.length <= 15 && right.length <= 15) return Number(left) - Number(right);
  const a = toDecimal(left);
  const b = toDecimal(right);
  const exponent = Math.min(a.exponent, b.exponent);
  const difference = scaled(a, exponent) - scaled(b, exponent);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/**
 * How many bytes of an item a number takes: one for every pair of digits, pairs counted from the decimal point, one for
 * the magnitude, and one for a minus.
 */
export function numberBytes(text: string): number {
  const { digits, isNegative, magnitude } = significantDigits(text);
  if (digits === "") return 1;
  const loneDigit = magnitude % 2 === 0 ? 1 : 0;
  return Math.ceil((digits.length + loneDigit) / 2) + 1 + (isNegative ? 1 : 0);
}

/** Sign, significant digits without zeros around them, and the power of ten of the first of them. */
export function significantDigits(text: string): {
  readonly isNegative: boolean;
  readonly digits: string;
  readonly magnitude: number;
} {
  const isNegative = text.charCodeAt(0) === minus;
  const point = text.indexOf(".");
  const start = isNegative ? 1 : 0;
  const whole = text.slice(start, point < 0 ? undefined : point);
  const all = point < 0 ? whole : whole + text.slice(point + 1);
  let first = 0;
  while (first < all.length && all.charCodeAt(first) === zero) first++;
  let end = all.length;
  while (end > first && all.charCodeAt(end - 1) === zero) end--;
  return { isNegative, digits: all.slice(first, end), magnitude: whole.length - first - 1 };
}

const minus = 45;
const zero = 48;

function parse(text: string): Decimal {
  const match = anyNumber.exec(text);
  const whole = match?.[2] ?? "";
  const fraction = match?.[3] ?? "";
  if (match === null || whole + fraction === "") throw notNumeric(text);

  const exponent = Number(match[4] ?? "0");
  const sign = match[1] === "-" ? "-" : "";
  return { coefficient: BigInt(`${sign}${whole}${fraction}`), exponent: exponent - fraction.length };
}

const notNumeric = (text: string): Error =>
  validation(`The parameter cannot be converted to a numeric value${text === "" ? "" : `: ${text}`}`);

function toDecimal(canonical: string): Decimal {
  const point = canonical.indexOf(".");
  if (point < 0) return { coefficient: BigInt(canonical), exponent: 0 };
  const coefficient = BigInt(canonical.slice(0, point) + canonical.slice(point + 1));
  return { coefficient, exponent: point + 1 - canonical.length };
}

const scaled = (value: Decimal, exponent: number): bigint =>
  value.coefficient * 10n ** BigInt(value.exponent - exponent);

function sum(left: string, right: string, sign: bigint): string {
  const a = toDecimal(left);
  const b = toDecimal(right);
  const exponent = Math.min(a.exponent, b.exponent);
  return print({ coefficient: scaled(a, exponent) + sign * scaled(b, exponent), exponent });
}

function print(value: Decimal): string {
  if (value.coefficient === 0n) return "0";
  const isNegative = value.coefficient < 0n;
  const all = (isNegative ? -value.coefficient : value.coefficient).toString();
  let end = all.length;
  while (all.charCodeAt(end - 1) === zero) end--;
  const digits = all.slice(0, end);
  const magnitude = value.exponent + all.length - 1;

  if (magnitude > exponentMax) throw overflow();
  if (magnitude < exponentMin) throw underflow();
  if (digits.length > digitsMax) throw tooManyDigits();
  return (isNegative ? "-" : "") + plain(digits, magnitude);
}

function plain(digits: string, magnitude: number): string {
  if (magnitude < 0) return `0.${"0".repeat(-magnitude - 1)}${digits}`;
  if (digits.length <= magnitude + 1) return digits + "0".repeat(magnitude + 1 - digits.length);
  return `${digits.slice(0, magnitude + 1)}.${digits.slice(magnitude + 1)}`;
}

const overflow = (): Error =>
  validation("Number overflow. Attempting to store a number with magnitude larger than supported range");
const underflow = (): Error =>
  validation("Number underflow. Attempting to store a number with magnitude smaller than supported range");
const tooManyDigits = (): Error => validation("Attempting to store more than 38 significant digits in a Number");
