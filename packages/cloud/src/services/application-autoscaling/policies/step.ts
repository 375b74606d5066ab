import type { Policy } from "../model.ts";

type StepScaling = NonNullable<Policy["input"]["StepScalingPolicyConfiguration"]>;

/**
 * The capacity that a step scaling policy wants where a metric is beyond its alarm's threshold by `breach`; undefined where
 * no step says.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html
 */
export function steppedCapacity(
  { AdjustmentType, StepAdjustments = [], MinAdjustmentMagnitude = 0 }: StepScaling,
  breach: number,
  capacity: number,
): number | undefined {
  const step = StepAdjustments.find(
    ({ MetricIntervalLowerBound: lower = -Infinity, MetricIntervalUpperBound: upper = Infinity }) =>
      breach >= 0 ? lower <= breach && breach < upper : lower < breach && breach <= upper,
  );
  const adjustment = step?.ScalingAdjustment;
  if (adjustment === undefined) return undefined;
  if (AdjustmentType === "ExactCapacity") return adjustment;
  if (AdjustmentType === "ChangeInCapacity") return Math.max(0, capacity + adjustment);
  const change = awayFromZero((capacity * adjustment) / 100);
  const magnitude = adjustment === 0 ? 0 : Math.max(Math.abs(change), MinAdjustmentMagnitude);
  return Math.max(0, capacity + Math.sign(adjustment) * magnitude);
}

/** Parts of one count as one; else what is behind the point is left out. */
const awayFromZero = (change: number): number => (Math.abs(change) < 1 ? Math.sign(change) : Math.trunc(change));
