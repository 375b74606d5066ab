import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import type { Call } from "../../../kernel/operation.ts";
import type { CloudWatchStore } from "../store.ts";
import { triggering } from "./children.ts";
import { type Alarm, type AlarmState, type MetricAlarm, type MetricSettings, writtenTime } from "./model.ts";
import { regionName } from "./region-name.ts";

/** What subscribers of a topic read. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
export function snsMessage(
  { account, region, store }: Call<CloudWatchStore>,
  alarm: Alarm,
  previous: AlarmState,
): object {
  const { settings, state } = alarm;
  const alike = {
    AlarmName: alarm.name,
    AlarmDescription: settings.AlarmDescription ?? null,
    AWSAccountId: account,
    AlarmConfigurationUpdatedTimestamp: writtenTime(alarm.configuredAt),
    NewStateValue: state.value,
    NewStateReason: state.reason,
    StateChangeTime: writtenTime(state.updatedAt),
    Region: regionName(region),
    AlarmArn: alarm.arn,
    OldStateValue: previous.value,
    OKActions: settings.OKActions ?? [],
    AlarmActions: settings.AlarmActions ?? [],
    InsufficientDataActions: settings.InsufficientDataActions ?? [],
  };
  if (alarm.kind === "metric") return { ...alike, Trigger: trigger(alarm.settings) };
  const children = triggering(store, alarm).map(({ arn, state: { value, timestamp } }) => ({
    Arn: arn,
    State: { Value: value, Timestamp: timestamp },
  }));
  return { ...alike, AlarmRule: alarm.settings.AlarmRule, TriggeringChildren: children };
}

export const snsSubject = ({ region }: Call<CloudWatchStore>, { name, state }: Alarm): string =>
  `${state.value}: "${name}" in ${regionName(region)}`.slice(0, 100);

function trigger(settings: MetricSettings): object {
  const condition = {
    Period: settings.Period,
    EvaluationPeriods: settings.EvaluationPeriods,
    ...(settings.DatapointsToAlarm === undefined ? {} : { DatapointsToAlarm: settings.DatapointsToAlarm }),
    ComparisonOperator: settings.ComparisonOperator,
    Threshold: settings.Threshold,
    TreatMissingData: settings.TreatMissingData ?? "",
    EvaluateLowSampleCountPercentile: settings.EvaluateLowSampleCountPercentile ?? "",
  };
  if (settings.Metrics !== undefined) {
    return { ...condition, Period: settings.Period ?? 60, Metrics: settings.Metrics.map(triggerQuery) };
  }
  const isExtended = settings.ExtendedStatistic !== undefined;
  return {
    MetricName: settings.MetricName,
    Namespace: settings.Namespace,
    StatisticType: isExtended ? "ExtendedStatistic" : "Statistic",
    ...(isExtended
      ? { ExtendedStatistic: settings.ExtendedStatistic }
      : { Statistic: snsStatistic(settings.Statistic) }),
    Unit: settings.Unit ?? null,
    Dimensions: dimensions(settings.Dimensions),
    ...condition,
  };
}

const snsStatistic = (name = ""): string => (name === "SampleCount" ? "SAMPLE_COUNT" : name.toUpperCase());

const dimensions = (list: MetricSettings["Dimensions"] = []) =>
  list.map(({ Name, Value }) => ({ value: Value, name: Name }));

const triggerQuery = ({ Id, Expression, Label, MetricStat, ReturnData = true, Period }: MetricDataQuery): object => ({
  ...(Expression === undefined ? {} : { Expression }),
  Id,
  ...(Label === undefined ? {} : { Label }),
  ...(Period === undefined ? {} : { Period }),
  ReturnData,
  ...(MetricStat && {
    MetricStat: {
      Metric: {
        Dimensions: dimensions(MetricStat.Metric?.Dimensions),
        MetricName: MetricStat.Metric?.MetricName,
        Namespace: MetricStat.Metric?.Namespace,
      },
      Period: MetricStat.Period,
      Stat: MetricStat.Stat,
      ...(MetricStat.Unit === undefined ? {} : { Unit: MetricStat.Unit }),
    },
  }),
});

/** What a function is given. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html */
export const lambdaEvent = (
  { account, region }: Call<CloudWatchStore>,
  alarm: Alarm,
  previous: AlarmState,
): object => ({
  source: "aws.cloudwatch",
  alarmArn: alarm.arn,
  accountId: account,
  time: writtenTime(alarm.state.updatedAt),
  region,
  alarmData: alarmData(alarm, previous),
});

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
export const stateChange = (alarm: Alarm, previous: AlarmState) => ({
  Source: "aws.cloudwatch",
  DetailType: "CloudWatch Alarm State Change",
  Resources: [alarm.arn],
  Time: new Date(alarm.state.updatedAt),
  Detail: JSON.stringify(alarmData(alarm, previous)),
});

const alarmData = (alarm: Alarm, previous: AlarmState) => ({
  alarmName: alarm.name,
  state: eventState(alarm.state),
  previousState: eventState(previous),
  configuration: configurationOf(alarm),
});

const eventState = ({ value, reason, reasonData, updatedAt }: AlarmState) => ({
  value,
  reason,
  ...(reasonData === undefined ? {} : { reasonData }),
  timestamp: writtenTime(updatedAt),
});

function configurationOf(alarm: Alarm): object {
  const { AlarmDescription: description } = alarm.settings;
  const described = description === undefined ? {} : { description };
  if (alarm.kind === "metric") return { ...described, metrics: metricsOf(alarm) };
  const { AlarmRule, ActionsSuppressor, ActionsSuppressorWaitPeriod, ActionsSuppressorExtensionPeriod } =
    alarm.settings;
  return {
    ...described,
    alarmRule: AlarmRule,
    ...(ActionsSuppressor === undefined
      ? {}
      : {
          actionsSuppressor: ActionsSuppressor,
          actionsSuppressorWaitPeriod: ActionsSuppressorWaitPeriod,
          actionsSuppressorExtensionPeriod: ActionsSuppressorExtensionPeriod,
        }),
  };
}

function metricsOf({ settings, revision }: MetricAlarm): object[] {
  const { Namespace, MetricName, Dimensions, Period, Statistic, ExtendedStatistic, Unit } = settings;
  const Metric = { Namespace, MetricName, Dimensions };
  const single: MetricDataQuery = {
    Id: revision,
    MetricStat: { Metric, Period, Stat: Statistic ?? ExtendedStatistic, Unit },
  };
  return (settings.Metrics ?? [single]).map(({ Id, Expression, Label, MetricStat, ReturnData = true }) => ({
    id: Id,
    ...(Label === undefined ? {} : { label: Label }),
    ...(Expression === undefined ? {} : { expression: Expression }),
    ...(MetricStat && {
      metricStat: {
        metric: {
          namespace: MetricStat.Metric?.Namespace,
          name: MetricStat.Metric?.MetricName,
          dimensions: Object.fromEntries((MetricStat.Metric?.Dimensions ?? []).map(({ Name, Value }) => [Name, Value])),
        },
        period: MetricStat.Period,
        stat: MetricStat.Stat,
        ...(MetricStat.Unit === undefined ? {} : { unit: MetricStat.Unit }),
      },
    }),
    returnData: ReturnData,
  }));
}
