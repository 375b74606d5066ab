/** All that is known of the values of one metric in one stretch of time. Its size is bounded whatever came. */
export interface Aggregate {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  /** Values with how often each came, ascending. Past `distinctMax` of them they are gathered in bins, see `gamma`. */
  readonly values: readonly (readonly [value: number, count: number])[];
  /** 0 while values are exact; else bins grow by this factor, and each value stands for its bin. */
  readonly gamma: number;
  /** How many values came in statistic sets, which tell nothing of percentiles. */
  readonly opaque: number;
}

/** Percentiles are exact up to so many different values in one stretch of time. */
const distinctMax = 128;
/** Where exactness ends bins are 2 % wide, so percentiles are within 1 %; they widen only for data over many decades. */
const gammaMin = 1.02;

export const ofValues = (values: readonly (readonly [value: number, count: number])[]): Aggregate => {
  const sorted = [...values].sort(([a], [b]) => a - b);
  return bounded({
    count: sorted.reduce((sum, [, count]) => sum + count, 0),
    sum: sorted.reduce((sum, [value, count]) => sum + value * count, 0),
    min: sorted[0]?.[0] ?? 0,
    max: sorted.at(-1)?.[0] ?? 0,
    values: joined(sorted),
    gamma: 0,
    opaque: 0,
  });
};

/** A statistic set. Where it leaves no doubt about its values, percentiles come of it as well. */
export function ofSet(count: number, sum: number, min: number, max: number): Aggregate {
  if (count > 0 && min === max) return { ...ofValues([[min, count]]), sum };
  return { count, sum, min, max, values: [], gamma: 0, opaque: count };
}

export function merged(a: Aggregate, b: Aggregate): Aggregate {
  const gamma = Math.max(a.gamma, b.gamma);
  const values = [...binned(a.values, gamma), ...binned(b.values, gamma)].sort(([x], [y]) => x - y);
  return bounded({
    count: a.count + b.count,
    sum: a.sum + b.sum,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    values: joined(values),
    gamma,
    opaque: a.opaque + b.opaque,
  });
}

function bounded(aggregate: Aggregate): Aggregate {
  let { values, gamma } = aggregate;
  while (values.length > distinctMax) {
    gamma = gamma === 0 ? gammaMin : gamma ** 2;
    values = joined(binned(values, gamma));
  }
  return { ...aggregate, values, gamma };
}

function binned(values: Aggregate["values"], gamma: number): (readonly [number, number])[] {
  if (gamma === 0) return [...values];
  const logGamma = Math.log(gamma);
  return values.map(([value, count]) => {
    if (value === 0) return [0, count];
    const middle = gamma ** Math.round(Math.log(Math.abs(value)) / logGamma);
    return [Math.sign(value) * middle, count];
  });
}

/** Neighbours of one value become one. */
function joined(sorted: Aggregate["values"]): [number, number][] {
  const result: [number, number][] = [];
  for (const [value, count] of sorted) {
    const last = result.at(-1);
    if (last !== undefined && last[0] === value) last[1] += count;
    else result.push([value, count]);
  }
  return result;
}
