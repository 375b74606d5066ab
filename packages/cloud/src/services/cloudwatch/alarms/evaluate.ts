import type { JobHandler } from "../../../kernel/job-handler.ts";
import { metricId } from "../metrics/metric.ts";
import { readSeries, withoutUnits } from "../metrics/series.ts";
import { readStatistic } from "../metrics/statistic.ts";
import { runQueries } from "../queries/run-queries.ts";
import type { CloudWatchStore } from "../store.ts";
import { changeState } from "./change-state.ts";
import { type MetricAlarm, periodOf } from "./model.ts";
import { writeReason, writeReasonData } from "./reason.ts";
import { type Datum, judge } from "./verdict.ts";

export const evaluateJob = "evaluate";

export interface Evaluation {
  readonly alarm: string;
  readonly revision: string;
}

const minute = 60;
/** Alarms see so many points more than they need, to make up for missing ones. */
const spare = 2;
/** Values that were not sent by the second stand at their minute: alarms with shorter periods look back this far. */
const shortLookBackSeconds = 120;

/** How often an alarm is evaluated. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html */
export const intervalMs = (alarm: MetricAlarm): number => Math.min(periodOf(alarm.settings), minute) * 1000;

/** Looks at an alarm's points again and again, until the alarm is gone or has other settings. */
export const runEvaluation: JobHandler<CloudWatchStore> = {
  laneConcurrencyMax: 8,

  async run(call, job) {
    // When the clock is moved, the alarm is looked at where it comes to stand and not on the way.
    await Promise.resolve();
    const { alarm: name, revision } = job.payload as Evaluation;
    const alarm = call.store.findAlarm(name);
    if (alarm?.kind !== "metric" || alarm.revision !== revision) return "done";
    const now = call.clock.now();
    const points = recentPoints(call.store, alarm, now);
    const verdict = judge(alarm.settings, points);
    if (verdict !== undefined && verdict.state !== alarm.state.value) {
      const reasonData = writeReasonData(alarm, points, now);
      changeState(call, alarm, { value: verdict.state, reason: writeReason(alarm, verdict), reasonData });
    }
    return { retry: { delayMs: untilNext(now, intervalMs(alarm)) } };
  },
};

/** Periods end at whole multiples of themselves; so soon afterwards they are looked at. */
const afterEndMs = 100;
export const untilNext = (now: number, everyMs: number): number => everyMs - (now % everyMs) + afterEndMs;

/** Points of the periods that have ended, newest first. */
function recentPoints(store: CloudWatchStore, { settings }: MetricAlarm, now: number): Datum[] {
  const period = periodOf(settings);
  const step = Math.min(period, minute) * 1000;
  const before = Math.floor(now / step) * step;
  const periods = Math.max((settings.EvaluationPeriods ?? 1) + spare, Math.ceil(shortLookBackSeconds / period));
  const range = { from: before - periods * period * 1000, before };
  return settings.Metrics === undefined
    ? metricPoints(store, settings, range, period)
    : queriedPoints(store, settings, range);
}

interface Range {
  readonly from: number;
  readonly before: number;
}

function metricPoints(
  store: CloudWatchStore,
  settings: MetricAlarm["settings"],
  range: Range,
  period: number,
): Datum[] {
  const metric = metricId(settings.Namespace ?? "", settings.MetricName ?? "", settings.Dimensions);
  const statistic = readStatistic(settings.Statistic ?? settings.ExtendedStatistic ?? "");
  const isFew = (samples: number): boolean =>
    settings.EvaluateLowSampleCountPercentile === "ignore" && settings.ExtendedStatistic !== undefined && samples < 10;
  return withoutUnits(readSeries(store, { metric, ...range, periodSeconds: period, unit: settings.Unit }))
    .flatMap(({ at, aggregate }): Datum[] => {
      const value = statistic?.(aggregate, period);
      return value === undefined || isFew(aggregate.count) ? [] : [{ at, value, sampleCount: aggregate.count }];
    })
    .reverse();
}

function queriedPoints(store: CloudWatchStore, settings: MetricAlarm["settings"], range: Range): Datum[] {
  const results = runQueries(store, settings.Metrics ?? [], range);
  const thresholds = new Map(results.find(({ id }) => id === settings.ThresholdMetricId)?.points);
  const watched = results.find(({ id }) => id !== settings.ThresholdMetricId);
  return (watched?.points ?? []).map(([at, value]) => ({ at, value, threshold: thresholds.get(at) })).reverse();
}
