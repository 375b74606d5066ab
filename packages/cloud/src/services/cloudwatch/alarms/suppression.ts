import type { CloudWatchStore } from "../store.ts";
import type { Alarm, CompositeAlarm, Suppressed } from "./model.ts";

/** Name of the alarm that keeps the actions of another one back. */
export const suppressorOf = ({ settings }: CompositeAlarm): string | undefined =>
  settings.ActionsSuppressor?.replace(/^arn:.*:alarm:/, "");

export const suppressedBy = (by: Suppressed["by"], until?: number): Suppressed => ({
  by,
  reason: `Actions suppressed by ${by}`,
  ...(until === undefined ? {} : { until }),
});

/**
 * Why the actions of an alarm that has come into a new state are not taken now; undefined = they are.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Composite_Alarm_Suppression.html
 */
export function suppression(store: CloudWatchStore, alarm: Alarm, now: number): Suppressed | undefined {
  const name = alarm.kind === "composite" ? suppressorOf(alarm) : undefined;
  if (alarm.kind !== "composite" || name === undefined) return undefined;
  if (store.findAlarm(name)?.state.value === "ALARM") return suppressedBy("Alarm");
  const { extendedUntil = 0, settings, state } = alarm;
  if (extendedUntil > now) return suppressedBy("ExtensionPeriod", extendedUntil);
  const waitMs = (settings.ActionsSuppressorWaitPeriod ?? 0) * 1000;
  return state.value === "ALARM" && waitMs > 0 ? suppressedBy("WaitPeriod", now + waitMs) : undefined;
}
