/** What a field of a record holds. */
export type Value = string | number | boolean | undefined;

/** A log event, or what the commands have made of it. */
export type Row = ReadonlyMap<string, Value>;

export class QueryError extends Error {
  override readonly name = "QueryError";
}

/** Texts that are written like numbers count as such. */
export function numberOf(value: Value): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const number = Number(value);
  return Number.isNaN(number) ? undefined : number;
}

export const textOf = (value: Value): string =>
  value === undefined ? "" : typeof value === "number" ? written(value) : String(value);

/** At most four digits behind the point. */
const written = (value: number): string => String(Math.round(value * 10_000) / 10_000);

export const isTrue = (value: Value): boolean => value !== undefined && value !== false && value !== 0 && value !== "";

/** Numbers by size, all else by its letters; what is missing comes first. */
export function compare(a: Value, b: Value): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  const [left, right] = [numberOf(a), numberOf(b)];
  if (left !== undefined && right !== undefined) return left - right;
  const [first, second] = [String(a), String(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}
