import { describe, expect, it } from "vitest";
import { evaluate } from "./evaluate.ts";
import { parseExpression } from "./parse.ts";
import { array, type MathContext, MathError, type Series, series, type Value } from "./values.ts";

const minute = 60_000;
const made = (...values: (number | undefined)[]): Series => ({
  label: "m",
  periodSeconds: 60,
  points: new Map(values.flatMap((value, index) => (value === undefined ? [] : [[index * minute, value] as const]))),
});
const known: Readonly<Record<string, Series>> = { a: made(1, 2, 4), b: made(10, undefined, 30), c: made(0, 5, 0) };
const context: MathContext = {
  grid: [0, minute, 2 * minute],
  periodSeconds: 60,
  byId(id) {
    const found = known[id];
    if (found === undefined) throw new MathError(`There is no query with the id ${id}`);
    return series(found);
  },
  metrics: () => array(Object.values(known)),
  search: () => array([]),
};
const plain = (value: Value): unknown => {
  if (value.kind === "number") return value.value;
  if (value.kind === "text") return value.text;
  return value.kind === "series"
    ? [...value.series.points.values()]
    : value.list.map(({ points }) => [...points.values()]);
};

describe("evaluate", () => {
  it.each<[string, unknown]>([
    ["1 + 2 * 3 ^ 2 - -4", 23],
    ["(1 + 2) * 3", 9],
    ["a * 2", [2, 4, 8]],
    ["a + b", [11, 34]],
    ["a / c", [0.4]],
    ["a > 1", [0, 1, 1]],
    ["a > 1 AND a < 4", [0, 1, 0]],
    ["NOT c", [1, 0, 1]],
    ["SUM(a)", 7],
    ["SUM([a, b])", [11, 2, 34]],
    ["AVG(METRICS())", [11 / 3, 3.5, 34 / 3]],
    ["MAX([a, c])", [1, 5, 4]],
    ["FILL(b, 0)", [10, 0, 30]],
    ["FILL(b, REPEAT)", [10, 10, 30]],
    ["FILL(b, LINEAR)", [10, 20, 30]],
    ["DIFF(a)", [1, 2]],
    ["RATE(a)", [1 / 60, 2 / 60]],
    ["DIFF_TIME(b)", [120]],
    ["RUNNING_SUM(a)", [1, 3, 7]],
    ["IF(a > 1, a, 0)", [0, 2, 4]],
    ["IF(a > 1, a)", [2, 4]],
    ["PERIOD(a)", 60],
    ["DATAPOINT_COUNT(b)", 2],
    ["TIME_SERIES(7)", [7, 7, 7]],
    ["CEIL(a / 3) + FLOOR(a / 3) + ABS(0 - a)", [2, 3, 7]],
    [
      "SORT(METRICS(), SUM, DESC, 2)",
      [
        [10, 30],
        [1, 2, 4],
      ],
    ],
    [
      "SLICE(METRICS(), 1)",
      [
        [10, 30],
        [0, 5, 0],
      ],
    ],
    ["FIRST(METRICS())", [1, 2, 4]],
    ["METRIC_COUNT(METRICS())", 3],
    ["MINUTE(a)", [0, 1, 2]],
  ])("computes %s", (text, expected) => expect(plain(evaluate(parseExpression(text), context))).toEqual(expected));

  it.each(["1 +", "(1", "a b", "SUM(", "#"])("cannot read %s", (text) =>
    expect(() => parseExpression(text)).toThrow(MathError),
  );

  it.each(["nobody", "UNHEARD(a)", "[a] + [b]", "ANOMALY_DETECTION_BAND(a)"])("cannot compute %s", (text) =>
    expect(() => evaluate(parseExpression(text), context)).toThrow(MathError),
  );
});
