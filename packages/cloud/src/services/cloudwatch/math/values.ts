/** Values over time: milliseconds to value. Periods without a value are not in it. */
export interface Series {
  readonly label: string;
  readonly points: ReadonlyMap<number, number>;
  readonly periodSeconds: number;
}

/** What a part of an expression comes to: a number, a text, one series or an array of them. */
export type Value =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "series"; readonly series: Series }
  | { readonly kind: "array"; readonly list: readonly Series[] };

export const number = (value: number): Value => ({ kind: "number", value });
export const series = (one: Series): Value => ({ kind: "series", series: one });
export const array = (list: readonly Series[]): Value => ({ kind: "array", list });

export class MathError extends Error {
  override readonly name = "MathError";
}

/** Computes every point anew; points for which nothing comes out are left out. */
export const mapPoints = (one: Series, compute: (value: number, at: number) => number | undefined): Series => ({
  ...one,
  points: new Map(
    [...one.points].flatMap(([at, value]): [number, number][] => {
      const result = compute(value, at);
      return result === undefined || !Number.isFinite(result) ? [] : [[at, result]];
    }),
  ),
});

export const sortedTimes = (one: Series): number[] => [...one.points.keys()].sort((a, b) => a - b);

/** Combines two values, point by point where they are series. */
export function combine(left: Value, right: Value, compute: (a: number, b: number) => number | undefined): Value {
  if (left.kind === "text" || right.kind === "text") throw new MathError("Operators do not take texts");
  if (left.kind === "array" && right.kind === "array") {
    throw new MathError("Operators do not take two arrays of time series");
  }
  if (left.kind === "array") return array(left.list.map((one) => oneOf(combine(series(one), right, compute))));
  if (right.kind === "array") return array(right.list.map((one) => oneOf(combine(left, series(one), compute))));
  if (left.kind === "number") {
    if (right.kind === "number") return number(compute(left.value, right.value) ?? Number.NaN);
    return series(mapPoints(right.series, (value) => compute(left.value, value)));
  }
  if (right.kind === "number") return series(mapPoints(left.series, (value) => compute(value, right.value)));
  const other = right.series.points;
  return series(
    mapPoints(left.series, (value, at) => {
      const second = other.get(at);
      return second === undefined ? undefined : compute(value, second);
    }),
  );
}

/** Applies `compute` to a number, a series, or each series of an array. */
export function each(value: Value, compute: (value: number, at: number) => number | undefined): Value {
  if (value.kind === "number") return number(compute(value.value, 0) ?? Number.NaN);
  if (value.kind === "series") return series(mapPoints(value.series, compute));
  if (value.kind === "array") return array(value.list.map((one) => mapPoints(one, compute)));
  throw new MathError("Expected a number or a time series, not a text");
}

export function oneOf(value: Value): Series {
  if (value.kind !== "series") throw new MathError("Expected a time series");
  return value.series;
}

/** What an expression may refer to. */
export interface MathContext {
  /** Starts of all periods of the request, ascending. */
  readonly grid: readonly number[];
  readonly periodSeconds: number;
  /** The result of another query. Throws MathError when there is none. */
  byId(id: string): Value;
  /** All metrics of the request, or those whose id holds `text`. */
  metrics(text: string | undefined): Value;
  search(expression: string, statistic: string, periodSeconds: number | undefined): Value;
}
