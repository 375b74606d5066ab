import { describe, expect, it } from "vitest";
import { merged, ofSet, ofValues } from "./aggregate.ts";
import { readStatistic } from "./statistic.ts";

describe("merged", () => {
  it("stays small whatever comes, and percentiles stay within 1 percent", () => {
    let all = ofValues([[1, 1]]);
    for (let value = 2; value <= 10_000; value++) all = merged(all, ofValues([[value, 1]]));

    expect(all.values.length).toBeLessThanOrEqual(128);
    expect(all.sum).toBe(50_005_000);
    const p90 = readStatistic("p90")?.(all, 60) ?? 0;
    expect(Math.abs(p90 - 9000) / 9000).toBeLessThan(0.05);
  });

  it("tells no percentiles of statistic sets, unless they leave no doubt", () => {
    const percentile = readStatistic("p50");

    expect(percentile?.(ofSet(3, 6, 1, 3), 60)).toBeUndefined();
    expect(percentile?.(ofSet(3, 6, 2, 2), 60)).toBe(2);
  });
});
