import { describe, expect, it } from "vitest";
import { steppedCapacity } from "./step.ts";

const steps = [
  { MetricIntervalUpperBound: -20, ScalingAdjustment: -50 },
  { MetricIntervalLowerBound: -20, MetricIntervalUpperBound: 0, ScalingAdjustment: -10 },
  { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 20, ScalingAdjustment: 10 },
  { MetricIntervalLowerBound: 20, ScalingAdjustment: 30 },
];
const percent = { AdjustmentType: "PercentChangeInCapacity" as const, StepAdjustments: steps };

describe("steppedCapacity", () => {
  it.each([
    [0, 10, 11],
    [19, 10, 11],
    [20, 10, 13],
    [-5, 10, 9],
    [-20, 10, 5],
    // Parts of one count as one, what is beyond one is cut off.
    [0, 4, 5],
    [0, 19, 20],
    [25, 9, 11],
    [-5, 19, 18],
  ])("finds the step for %d beyond the threshold: %d becomes %d", (breach, capacity, wanted) => {
    expect(steppedCapacity(percent, breach, capacity)).toBe(wanted);
  });

  it("changes by as much as is wanted at least", () => {
    expect(steppedCapacity({ ...percent, MinAdjustmentMagnitude: 3 }, 0, 10)).toBe(13);
    expect(steppedCapacity({ ...percent, MinAdjustmentMagnitude: 3 }, -5, 10)).toBe(7);
  });

  it("adds, or sets exactly", () => {
    expect(steppedCapacity({ ...percent, AdjustmentType: "ChangeInCapacity" }, 20, 10)).toBe(40);
    expect(steppedCapacity({ ...percent, AdjustmentType: "ChangeInCapacity" }, -30, 10)).toBe(0);
    expect(steppedCapacity({ ...percent, AdjustmentType: "ExactCapacity" }, 20, 10)).toBe(30);
  });

  it("says nothing where no step does", () => {
    const StepAdjustments = [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }];
    expect(steppedCapacity({ AdjustmentType: "ChangeInCapacity", StepAdjustments }, -1, 10)).toBeUndefined();
  });
});
