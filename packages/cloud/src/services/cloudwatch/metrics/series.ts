import type { CloudWatchStore } from "../store.ts";
import { type Aggregate, merged } from "./aggregate.ts";
import type { MetricId } from "./metric.ts";
import { type Point, secondMs } from "./point-store.ts";

export interface SeriesRequest {
  readonly metric: MetricId;
  /** Milliseconds, inclusive. */
  readonly from: number;
  /** Exclusive. */
  readonly before: number;
  readonly periodSeconds: number;
  readonly unit?: string | undefined;
}

export interface Stretch {
  readonly at: number;
  readonly unit: string;
  readonly aggregate: Aggregate;
}

const minute = 60;

/** Where AWS begins to count: at the minute, or at the period where that is shorter. */
export function roundedStart(from: number, periodSeconds: number): number {
  const step = Math.min(periodSeconds, minute) * secondMs;
  return Math.floor(from / step) * step;
}

/** What is known of a metric, by period and unit, in the order of time. Periods without values are left out. */
export function readSeries(store: CloudWatchStore, request: SeriesRequest): Stretch[] {
  const { periodSeconds, unit } = request;
  const start = roundedStart(request.from, periodSeconds);
  const found = new Map<string, Stretch>();
  for (const point of pointsOf(store, request, start)) {
    if (unit !== undefined && point.unit !== unit) continue;
    const periodMs = periodSeconds * secondMs;
    const at = start + Math.floor((point.at - start) / periodMs) * periodMs;
    const name = `${at}/${point.unit}`;
    const before = found.get(name);
    const aggregate = before === undefined ? point.aggregate : merged(before.aggregate, point.aggregate);
    found.set(name, { at, unit: point.unit, aggregate });
  }
  return [...found.values()].sort((a, b) => a.at - b.at);
}

/** Values that came without a resolution stand at their minute, whatever period is asked for. */
function* pointsOf(store: CloudWatchStore, request: SeriesRequest, start: number): IterableIterator<Point> {
  const { metric, before, periodSeconds } = request;
  if (periodSeconds >= minute) {
    yield* store.points.minutes(metric, start, before);
    return;
  }
  let isHighResolution = false;
  for (const point of store.points.seconds(metric, start, before)) {
    isHighResolution = true;
    yield point;
  }
  if (!isHighResolution) yield* store.points.minutes(metric, start, before);
}

/** One series over all units. */
export function withoutUnits(stretches: readonly Stretch[]): Stretch[] {
  const byTime = new Map<number, Stretch>();
  for (const stretch of stretches) {
    const before = byTime.get(stretch.at);
    byTime.set(
      stretch.at,
      before === undefined ? stretch : { ...before, aggregate: merged(before.aggregate, stretch.aggregate) },
    );
  }
  return [...byTime.values()];
}
