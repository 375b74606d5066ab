import type { Aggregate } from "./aggregate.ts";

/** What is asked of an aggregate; undefined where it cannot be told. */
export type Statistic = (aggregate: Aggregate, seconds: number) => number | undefined;

const basic: Readonly<Record<string, Statistic>> = {
  SampleCount: ({ count }) => count,
  Average: ({ sum, count }) => (count === 0 ? undefined : sum / count),
  Sum: ({ sum }) => sum,
  Minimum: ({ min }) => min,
  Maximum: ({ max }) => max,
  IQM: (aggregate) => mean(between(aggregate, shareOf(25, 75))),
};

/**
 * Reads a statistic's name: the basic ones, `p95.5`, `tm90`, `TM(10%:90%)`, `TM(:500)`, and so on; undefined for none.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export function readStatistic(text: string): Statistic | undefined {
  const known = basic[text];
  if (known !== undefined) return known;
  const percentile = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/.exec(text)?.[1];
  if (percentile !== undefined) return (aggregate) => quantile(aggregate, Number(percentile) / 100);
  const [, kind = "", upTo] = /^(tm|wm|tc|ts)(\d{1,2}(?:\.\d{1,10})?|100)$/.exec(text) ?? [];
  if (upTo !== undefined) return over(kind.toUpperCase(), shareOf(0, Number(upTo)));
  const [, long = "", from = "", to = ""] = /^(TM|WM|TC|TS|PR)\(([^:]*):([^:]*)\)$/.exec(text) ?? [];
  if (long === "") return undefined;
  const range = readRange(from, to);
  return range === undefined ? undefined : over(long, range);
}

export const isBasic = (text: string): boolean => text in basic && text !== "IQM";

/** The values of an aggregate that lie in a range, and what lies beyond, at its edges. */
type RangeOf = (aggregate: Aggregate) => { readonly from: number; readonly to: number; readonly isByShare: boolean };

const shareOf =
  (from: number, to: number): RangeOf =>
  ({ count }) => ({ from: (from / 100) * count, to: (to / 100) * count, isByShare: true });

function readRange(from: string, to: string): RangeOf | undefined {
  if (from === "" && to === "") return undefined;
  const isByShare = from.endsWith("%") || to.endsWith("%");
  const bounds = [from, to].map((text) => (text === "" ? undefined : Number(text.replace(/%$/, ""))));
  if (bounds.some((bound) => bound !== undefined && !Number.isFinite(bound))) return undefined;
  const [low, high] = bounds;
  if (isByShare) return shareOf(low ?? 0, high ?? 100);
  return () => ({ from: low ?? Number.NEGATIVE_INFINITY, to: high ?? Number.POSITIVE_INFINITY, isByShare });
}

function between(aggregate: Aggregate, rangeOf: RangeOf): (readonly [number, number])[] | undefined {
  if (aggregate.opaque > 0) return undefined;
  const { from, to, isByShare } = rangeOf(aggregate);
  if (!isByShare) return aggregate.values.filter(([value]) => value >= from && value <= to);
  let before = 0;
  const inside: (readonly [number, number])[] = [];
  for (const [value, count] of aggregate.values) {
    const share = Math.min(before + count, to) - Math.max(before, from);
    if (share > 0) inside.push([value, share]);
    before += count;
  }
  return inside;
}

function over(kind: string, rangeOf: RangeOf): Statistic {
  return (aggregate) => {
    const inside = between(aggregate, rangeOf);
    if (inside === undefined) return undefined;
    const count = inside.reduce((sum, [, times]) => sum + times, 0);
    const sum = inside.reduce((total, [value, times]) => total + value * times, 0);
    if (kind === "TC") return count;
    if (kind === "TS") return sum;
    if (kind === "PR") return (100 * count) / aggregate.count;
    return kind === "TM" ? mean(inside) : winsorized(aggregate, inside, count, sum);
  };
}

/** What lies beyond the range counts as its edge. */
function winsorized(
  aggregate: Aggregate,
  inside: readonly (readonly [number, number])[],
  count: number,
  sum: number,
): number | undefined {
  const [first, last] = [inside[0]?.[0], inside.at(-1)?.[0]];
  if (first === undefined || last === undefined) return undefined;
  const below = aggregate.values.filter(([value]) => value < first).reduce((total, [, times]) => total + times, 0);
  const above = aggregate.count - count - below;
  return (sum + below * first + above * last) / aggregate.count;
}

function mean(values: readonly (readonly [number, number])[] | undefined): number | undefined {
  const count = values?.reduce((sum, [, times]) => sum + times, 0) ?? 0;
  if (values === undefined || count === 0) return undefined;
  return values.reduce((sum, [value, times]) => sum + value * times, 0) / count;
}

/** Between the two nearest values, in proportion. */
function quantile({ values, count, opaque, min, max, gamma }: Aggregate, share: number): number | undefined {
  if (opaque > 0 || count === 0) return undefined;
  const place = share * (count - 1);
  const [low, high] = [valueAt(values, Math.floor(place)), valueAt(values, Math.ceil(place))];
  const value = low + (high - low) * (place - Math.floor(place));
  return gamma === 0 ? value : Math.min(Math.max(value, min), max);
}

function valueAt(values: Aggregate["values"], index: number): number {
  let before = 0;
  for (const [value, count] of values) {
    before += count;
    if (index < before) return value;
  }
  return values.at(-1)?.[0] ?? 0;
}
