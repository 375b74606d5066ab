import {
  array,
  each,
  type MathContext,
  MathError,
  mapPoints,
  number,
  oneOf,
  type Series,
  series,
  sortedTimes,
  type Value,
} from "./values.ts";

export type MathFunction = (args: readonly Value[], context: MathContext) => Value;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html */
export const functions: Readonly<Record<string, MathFunction>> = {
  ABS: perValue(Math.abs),
  CEIL: perValue(Math.ceil),
  FLOOR: perValue(Math.floor),
  LOG: perValue(Math.log),
  LOG10: perValue(Math.log10),
  AVG: aggregating((values) => total(values) / values.length),
  MAX: aggregating((values) => values.reduce((a, b) => Math.max(a, b))),
  MIN: aggregating((values) => values.reduce((a, b) => Math.min(a, b))),
  SUM: aggregating(total),
  STDDEV: aggregating(deviation),
  DAY: fromTime((time) => time.getUTCDay() || 7),
  HOUR: fromTime((time) => time.getUTCHours()),
  MINUTE: fromTime((time) => time.getUTCMinutes()),
  MONTH: fromTime((time) => time.getUTCMonth() + 1),
  YEAR: fromTime((time) => time.getUTCFullYear()),
  DATE: fromTime((time) => time.getUTCDate()),
  EPOCH: fromTime((time) => Math.floor(time.getTime() / 1000)),
  DATAPOINT_COUNT: (args) => overSeries(args[0], ({ points }) => number(points.size)),
  DIFF: neighbours((value, before) => value - before),
  DIFF_TIME: neighbours((_value, _before, seconds) => seconds),
  RATE: neighbours((value, before, seconds) => (value - before) / seconds),
  RUNNING_SUM: (args) => perSeries(args[0], runningSum),
  FILL: fill,
  FIRST: (args) => edge(args[0], 0),
  LAST: (args) => edge(args[0], -1),
  IF: conditional,
  METRIC_COUNT: (args) => number(listOf(args[0]).length),
  PERIOD: (args) => overSeries(args[0], ({ periodSeconds }) => number(periodSeconds)),
  REMOVE_EMPTY: (args) => array(listOf(args[0]).filter(({ points }) => points.size > 0)),
  SLICE: slice,
  SORT: sort,
  TIME_SERIES: ([value], { grid, periodSeconds }) => {
    if (value?.kind !== "number") throw new MathError("TIME_SERIES takes a number");
    return series({ label: "", periodSeconds, points: new Map(grid.map((at) => [at, value.value])) });
  },
};

function total(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function deviation(values: readonly number[]): number {
  const mean = total(values) / values.length;
  return Math.sqrt(total(values.map((value) => (value - mean) ** 2)) / values.length);
}

function perValue(compute: (value: number) => number): MathFunction {
  return ([value]) => each(given(value), compute);
}

function fromTime(compute: (time: Date) => number): MathFunction {
  return ([value]) => perSeries(value, (one) => mapPoints(one, (_value, at) => compute(new Date(at))));
}

/** Of one series it makes a number, of an array one series, of several arguments one series as well. */
function aggregating(compute: (values: readonly number[]) => number): MathFunction {
  return (args) => {
    const [only] = args;
    if (args.length === 1 && only?.kind === "series") {
      const values = [...only.series.points.values()];
      return number(values.length === 0 ? Number.NaN : compute(values));
    }
    if (args.length === 1 && only?.kind === "number") return only;
    const list = args.flatMap((arg) => listOf(arg));
    return series(across(list, compute));
  };
}

function across(list: readonly Series[], compute: (values: readonly number[]) => number): Series {
  const byTime = new Map<number, number[]>();
  for (const { points } of list) {
    for (const [at, value] of points) {
      const values = byTime.get(at);
      if (values === undefined) byTime.set(at, [value]);
      else values.push(value);
    }
  }
  const points = new Map([...byTime].map(([at, values]) => [at, compute(values)] as const));
  return { label: "", periodSeconds: list[0]?.periodSeconds ?? 60, points };
}

function neighbours(compute: (value: number, before: number, seconds: number) => number): MathFunction {
  const between = (one: Series): Series => {
    const times = sortedTimes(one);
    const points = new Map<number, number>();
    for (const [index, at] of times.entries()) {
      const [beforeAt, value] = [times[index - 1], one.points.get(at)];
      const before = beforeAt === undefined ? undefined : one.points.get(beforeAt);
      if (beforeAt === undefined || before === undefined || value === undefined) continue;
      points.set(at, compute(value, before, (at - beforeAt) / 1000));
    }
    return { ...one, points };
  };
  return ([value]) => perSeries(value, between);
}

function runningSum(one: Series): Series {
  let sum = 0;
  const points = new Map<number, number>();
  for (const at of sortedTimes(one)) {
    sum += one.points.get(at) ?? 0;
    points.set(at, sum);
  }
  return { ...one, points };
}

function fill([value, filler]: readonly Value[], { grid }: MathContext): Value {
  const fillOne = (one: Series): Series => {
    const points = new Map<number, number>();
    const times = sortedTimes(one);
    for (const at of new Set([...grid, ...times])) {
      const found = one.points.get(at) ?? fillerAt(one, at, times, given(filler));
      if (found !== undefined) points.set(at, found);
    }
    return { ...one, points };
  };
  return perSeries(value, fillOne);
}

function fillerAt(one: Series, at: number, times: readonly number[], filler: Value): number | undefined {
  if (filler.kind === "number") return filler.value;
  if (filler.kind === "series") return filler.series.points.get(at);
  if (filler.kind !== "text") throw new MathError("FILL takes a number, a time series, REPEAT or LINEAR");
  const before = times.findLast((time) => time < at);
  const low = before === undefined ? undefined : one.points.get(before);
  if (filler.text === "REPEAT" || before === undefined || low === undefined) return low;
  const after = times.find((time) => time > at);
  const high = after === undefined ? undefined : one.points.get(after);
  if (after === undefined || high === undefined) return undefined;
  return low + ((high - low) * (at - before)) / (after - before);
}

function edge(value: Value | undefined, index: 0 | -1): Value {
  if (value?.kind === "series") {
    const at = sortedTimes(value.series).at(index);
    return number(at === undefined ? Number.NaN : (value.series.points.get(at) ?? Number.NaN));
  }
  const one = listOf(value).at(index);
  if (one === undefined) throw new MathError("FIRST and LAST take an array that is not empty");
  return series(one);
}

function conditional([condition, then, otherwise]: readonly Value[]): Value {
  const test = given(condition);
  if (test.kind === "number") return test.value !== 0 ? given(then) : (otherwise ?? array([]));
  const choose = (one: Series): Series => mapPoints(one, (value, at) => valueAt(value !== 0 ? then : otherwise, at));
  if (test.kind === "array") return array(test.list.map(choose));
  return series(choose(oneOf(test)));
}

function valueAt(value: Value | undefined, at: number): number | undefined {
  if (value === undefined) return undefined;
  if (value.kind === "number") return value.value;
  if (value.kind === "series") return value.series.points.get(at);
  throw new MathError("IF takes numbers and time series");
}

function slice([value, from, to]: readonly Value[]): Value {
  const [start, end] = [numberOf(from), to === undefined ? undefined : numberOf(to)];
  const list = listOf(value);
  return end === undefined ? array(list.slice(start)) : array(list.slice(start, end));
}

function sort([value, by, direction, limit]: readonly Value[]): Value {
  const [name, order] = [textOf(by), textOf(direction)];
  const rank = (one: Series): number => {
    const values = [...one.points.values()];
    return values.length === 0 ? Number.NaN : rankings(name)(values);
  };
  const ranked = listOf(value).map((one) => ({ one, rank: rank(one) }));
  ranked.sort((a, b) => {
    if (Number.isNaN(a.rank) || Number.isNaN(b.rank))
      return Number(Number.isNaN(a.rank)) - Number(Number.isNaN(b.rank));
    return order === "DESC" ? b.rank - a.rank : a.rank - b.rank;
  });
  const sorted = ranked.map(({ one }) => one);
  return array(limit === undefined ? sorted : sorted.slice(0, numberOf(limit)));
}

function rankings(name: string): (values: readonly number[]) => number {
  if (name === "AVG") return (values) => total(values) / values.length;
  if (name === "SUM") return total;
  if (name === "MAX") return (values) => Math.max(...values);
  if (name === "MIN") return (values) => Math.min(...values);
  throw new MathError(`SORT does not know ${name}`);
}

function perSeries(value: Value | undefined, compute: (one: Series) => Series): Value {
  if (value?.kind === "array") return array(value.list.map(compute));
  return series(compute(oneOf(given(value))));
}

function overSeries(value: Value | undefined, compute: (one: Series) => Value): Value {
  return compute(oneOf(given(value)));
}

function given(value: Value | undefined): Value {
  if (value === undefined) throw new MathError("An argument is missing");
  return value;
}

function listOf(value: Value | undefined): readonly Series[] {
  const list = given(value);
  if (list.kind === "series") return [list.series];
  if (list.kind !== "array") throw new MathError("Expected an array of time series");
  return list.list;
}

function numberOf(value: Value | undefined): number {
  if (value?.kind !== "number") throw new MathError("Expected a number");
  return value.value;
}

function textOf(value: Value | undefined): string {
  if (value?.kind !== "text") throw new MathError("Expected a text");
  return value.text;
}
