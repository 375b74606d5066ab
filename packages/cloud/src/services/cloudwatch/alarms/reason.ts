import { type MetricAlarm, type MetricSettings, periodOf, type StateName, writtenTime } from "./model.ts";
import type { Datum, Verdict } from "./verdict.ts";

const words: Readonly<Record<string, string>> = {
  GreaterThanOrEqualToThreshold: "greater than or equal to",
  GreaterThanThreshold: "greater than",
  LessThanThreshold: "less than",
  LessThanOrEqualToThreshold: "less than or equal to",
};

const count = (times: number, noun: string): string => `${times} ${noun}${times === 1 ? "" : "s"}`;

/** Says why an alarm is in its state, as AWS does. */
export function writeReason(alarm: MetricAlarm, verdict: Verdict): string {
  const { settings } = alarm;
  const wanted = settings.EvaluationPeriods ?? 1;
  const { state, decisive, filled } = verdict;
  if (state === "INSUFFICIENT_DATA") {
    return `Insufficient Data: ${filled === 1 ? "1 datapoint was" : `${filled} datapoints were`} unknown.`;
  }
  if (decisive.length === 0) {
    const treated = settings.TreatMissingData === "breaching" ? "Breaching" : "NonBreaching";
    const were = filled === 1 ? "1 missing datapoint was" : `${filled} missing datapoints were`;
    return `Threshold Crossed: no datapoints were received for ${count(filled, "period")} and ${were} treated as [${treated}].`;
  }
  const is = decisive.length === 1 ? "was" : "were";
  const not = state === "OK" ? "not " : "";
  const than = words[settings.ComparisonOperator ?? ""] ?? "outside of";
  const points = decisive.map((point) => `${decimal(point.value)} (${shortTime(point.at)})`).join(", ");
  const threshold = decimal(decisive[0]?.threshold ?? settings.Threshold ?? 0);
  return `Threshold Crossed: ${decisive.length} out of the last ${wanted} datapoints [${points}] ${is} ${not}${than} the threshold (${threshold}) (minimum ${transition(settings, state)}).`;
}

function transition(settings: MetricSettings, state: StateName): string {
  const wanted = settings.EvaluationPeriods ?? 1;
  const needed = settings.DatapointsToAlarm ?? wanted;
  return state === "ALARM"
    ? `${count(needed, "datapoint")} for OK -> ALARM transition`
    : `${count(wanted - needed + 1, "datapoint")} for ALARM -> OK transition`;
}

/** The same for programs, as JSON. */
export function writeReasonData(alarm: MetricAlarm, points: readonly Datum[], now: number): string {
  const { settings } = alarm;
  const wanted = settings.EvaluationPeriods ?? 1;
  const period = periodOf(settings);
  const recent = points.slice(0, wanted);
  const oldest = recent.at(-1)?.at ?? now - period * 1000;
  return JSON.stringify({
    version: "1.0",
    queryDate: writtenTime(now),
    ...(recent.length === 0 ? {} : { startDate: writtenTime(oldest) }),
    ...(settings.Unit === undefined ? {} : { unit: settings.Unit }),
    ...(settings.Statistic === undefined ? {} : { statistic: settings.Statistic }),
    ...(settings.ExtendedStatistic === undefined ? {} : { extendedStatistic: settings.ExtendedStatistic }),
    period,
    recentDatapoints: recent.map(({ value }) => value).reverse(),
    threshold: settings.Threshold,
    evaluatedDatapoints: recent.map(({ at, value, sampleCount }) => ({
      timestamp: writtenTime(at),
      ...(sampleCount === undefined ? {} : { sampleCount }),
      value,
    })),
  });
}

/** As Java prints doubles. */
const decimal = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));

/** `21/11/26 11:35:00` */
function shortTime(at: number): string {
  const [, year = "", month = "", day = "", time = ""] =
    /^\d\d(\d\d)-(\d\d)-(\d\d)T([\d:]{8})/.exec(new Date(at).toISOString()) ?? [];
  return `${day}/${month}/${year} ${time}`;
}
