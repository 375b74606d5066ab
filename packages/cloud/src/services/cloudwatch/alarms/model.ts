import type { ServiceShapes } from "../../../kernel/service-shapes.ts";

type Shapes = ServiceShapes["cloudwatch"];

export type StateName = "OK" | "ALARM" | "INSUFFICIENT_DATA";

export interface AlarmState {
  readonly value: StateName;
  readonly reason: string;
  readonly reasonData?: string | undefined;
  readonly updatedAt: number;
  /** When it last became another one. */
  readonly transitionedAt: number;
}

export type MetricSettings = Omit<Shapes["PutMetricAlarm"]["input"], "AlarmName" | "ActionsEnabled" | "Tags">;
export type CompositeSettings = Omit<Shapes["PutCompositeAlarm"]["input"], "AlarmName" | "ActionsEnabled" | "Tags">;

interface Alike {
  readonly name: string;
  readonly arn: string;
  readonly isEnabled: boolean;
  readonly configuredAt: number;
  /** Of its settings: evaluations of other ones end. */
  readonly revision: string;
  readonly state: AlarmState;
}

export interface MetricAlarm extends Alike {
  readonly kind: "metric";
  readonly settings: MetricSettings;
}

export interface CompositeAlarm extends Alike {
  readonly kind: "composite";
  readonly settings: CompositeSettings;
  /** Why its actions are not taken although its state says so. */
  readonly suppressed?: Suppressed | undefined;
  /** Its suppressor went out of ALARM so lately that actions wait until then. */
  readonly extendedUntil?: number;
}

export interface Suppressed {
  readonly by: "Alarm" | "WaitPeriod" | "ExtensionPeriod";
  readonly reason: string;
  /** Of a period: when it ends. */
  readonly until?: number;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html */
export type Alarm = MetricAlarm | CompositeAlarm;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AlarmHistoryItem.html */
export interface HistoryItem {
  readonly alarm: string;
  readonly type: "MetricAlarm" | "CompositeAlarm";
  readonly at: number;
  readonly kind: "ConfigurationUpdate" | "StateUpdate" | "Action";
  readonly summary: string;
  readonly data: string;
  readonly sequence: number;
}

export const typeOf = ({ kind }: Alarm): HistoryItem["type"] => (kind === "metric" ? "MetricAlarm" : "CompositeAlarm");

export const newState = (now: number): AlarmState => ({
  value: "INSUFFICIENT_DATA",
  reason: "Unchecked: Initial alarm creation",
  updatedAt: now,
  transitionedAt: now,
});

/** As AWS writes times in alarms: `2026-01-01T00:00:00.000+0000`. */
export const writtenTime = (at: number): string => new Date(at).toISOString().replace("Z", "+0000");

/** The actions of the state that the alarm is in. */
export function actionsOf({ settings, state }: Alarm): readonly string[] {
  const actions = {
    OK: settings.OKActions,
    ALARM: settings.AlarmActions,
    INSUFFICIENT_DATA: settings.InsufficientDataActions,
  }[state.value];
  return actions ?? [];
}

/** Seconds between the points that an alarm looks at. */
export const periodOf = ({ Period, Metrics }: MetricSettings): number =>
  Period ?? (Math.max(0, ...(Metrics ?? []).map((query) => query.MetricStat?.Period ?? query.Period ?? 0)) || 60);
