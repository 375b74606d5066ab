import type { MetricSettings, StateName } from "./model.ts";

export interface Datum {
  readonly at: number;
  readonly value: number;
  readonly sampleCount?: number | undefined;
  /** What it is compared with, where that is a metric as well. */
  readonly threshold?: number | undefined;
}

export interface Verdict {
  readonly state: StateName;
  /** Points that decided, newest first. */
  readonly decisive: readonly Datum[];
  /** How many missing points were filled in. */
  readonly filled: number;
}

/**
 * What an alarm's points come to; undefined = it stays as it is. `points` are those of the evaluation range, newest first.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function judge(settings: MetricSettings, points: readonly Datum[]): Verdict | undefined {
  const wanted = settings.EvaluationPeriods ?? 1;
  const needed = settings.DatapointsToAlarm ?? wanted;
  const real = points.slice(0, wanted);
  const breaching = real.filter((point) => isBreach(settings, point));
  const calm = real.filter((point) => !breaching.includes(point));
  if (breaching.length >= needed) return { state: "ALARM", decisive: breaching, filled: 0 };
  if (real.length === wanted) return { state: "OK", decisive: calm, filled: 0 };
  return judgeGaps({ settings, needed, breaching, calm, missing: wanted - real.length });
}

interface Gaps {
  readonly settings: MetricSettings;
  /** Points that must breach. */
  readonly needed: number;
  readonly breaching: readonly Datum[];
  readonly calm: readonly Datum[];
  readonly missing: number;
}

/** Where points are missing, what the alarm takes them for decides. */
function judgeGaps({ settings, needed, breaching, calm, missing }: Gaps): Verdict | undefined {
  const treatment = settings.TreatMissingData ?? "missing";
  if (treatment === "notBreaching") return { state: "OK", decisive: calm, filled: missing };
  if (treatment === "breaching") {
    const isAlarm = breaching.length + missing >= needed;
    return isAlarm
      ? { state: "ALARM", decisive: breaching, filled: missing }
      : { state: "OK", decisive: calm, filled: missing };
  }
  const real = breaching.length + calm.length;
  const isAlarm = real > 0 && breaching.length >= Math.min(needed, real);
  if (!isAlarm && real > 0) return { state: "OK", decisive: calm, filled: 0 };
  if (treatment === "ignore") return undefined;
  return isAlarm
    ? { state: "ALARM", decisive: breaching, filled: 0 }
    : { state: "INSUFFICIENT_DATA", decisive: [], filled: missing };
}

type Compare = (value: number, threshold: number) => boolean;

const comparisons: Readonly<Record<string, Compare>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
  GreaterThanUpperThreshold: (value, threshold) => value > threshold,
  LessThanLowerThreshold: (value, threshold) => value < threshold,
};

function isBreach(settings: MetricSettings, { value, threshold = settings.Threshold ?? 0 }: Datum): boolean {
  return comparisons[settings.ComparisonOperator ?? ""]?.(value, threshold) ?? false;
}
