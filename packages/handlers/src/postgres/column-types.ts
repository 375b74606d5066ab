import type { ColumnType } from "@millrace/pipeline";

/** Column -> its type, as declared or as the table has it already. */
export type ColumnTypes = ReadonlyMap<string, ColumnType>;

type Fits = (value: unknown) => boolean;

const anything: Fits = () => true;

const fits: Readonly<Record<ColumnType, Fits>> = {
  text: anything,
  jsonb: anything,
  integer: (value) => isWhole(value) && Math.abs(Number(value)) < 2 ** 31,
  bigint: isWhole,
  numeric: isNumber,
  "double precision": isNumber,
  boolean: (value) => typeof value === "boolean" || value === "true" || value === "false",
  date: (value) => typeof value === "string" && isDay(value),
  timestamptz: (value) => isDate(value) || (typeof value === "string" && isMoment(value)),
  uuid: (value) => typeof value === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value),
  bytea: (value) => value instanceof Uint8Array,
};

/** Whether PostgreSQL would take a value, that is not empty, for a column of this type. All fits a type that is not known here. */
export const fitsOf = (type: string): Fits => (isKnownType(type) ? fits[type] : anything);

/** Tables that somebody else has made may have columns of other types. */
export const isKnownType = (type: string): type is ColumnType => Object.hasOwn(fits, type);

/**
 * The type of a new column: the contract's where all values are of it, otherwise the narrowest that takes what the values are.
 * Undefined as long as there is no value to see.
 */
export function newColumnType(values: readonly unknown[], contract: ColumnType | undefined): ColumnType | undefined {
  const known = values.filter((value) => value !== undefined && value !== null);
  if (known.length === 0) return undefined;
  if (contract !== undefined && known.every((value) => fits[contract](value))) return contract;
  return kinds.find(([, is]) => known.every(is))?.[0] ?? "text";
}

/** Numbers become `numeric`: the next one may have a fraction, and nothing is lost of either. */
const kinds: readonly (readonly [ColumnType, (value: unknown) => boolean])[] = [
  ["numeric", (value) => typeof value === "number" || typeof value === "bigint"],
  ["boolean", (value) => typeof value === "boolean"],
  ["timestamptz", isDate],
  ["bytea", (value) => value instanceof Uint8Array],
  ["jsonb", (value) => typeof value === "object" && !isDate(value)],
];

function isWhole(value: unknown): boolean {
  if (typeof value === "bigint") return true;
  return typeof value === "number"
    ? Number.isSafeInteger(value)
    : isNumber(value) && /^[-+]?\d{1,18}$/.test(String(value));
}

function isNumber(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value === "bigint" || (typeof value === "string" && /^[-+]?\d+(\.\d+)?$/.test(value));
}

function isDate(value: unknown): value is Date {
  return value instanceof Date && !Number.isNaN(value.getTime());
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && isDayOfMonth(text);

/** 2026-02-31 is none, though JavaScript would make it a day in March. */
function isDayOfMonth(text: string): boolean {
  const [month, day] = [twoDigits(text, 5), twoDigits(text, 8)];
  const ofCentury = twoDigits(text, 2);
  const isLeapYear = (ofCentury === 0 ? twoDigits(text, 0) : ofCentury) % 4 === 0;
  const days = month === 2 && isLeapYear ? 29 : (daysOfMonths[month - 1] ?? 0);
  return day >= 1 && day <= days;
}

const zero = 48;

const twoDigits = (text: string, at: number): number =>
  (text.charCodeAt(at) - zero) * 10 + text.charCodeAt(at + 1) - zero;

const daysOfMonths: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const moment = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[-+](0\d|1[0-4]):?[0-5]\d)$/;

const isMoment = (text: string): boolean => moment.test(text) && isDayOfMonth(text);
