import type { AlarmPart, DashboardPart, Metric } from "@millrace/plan";
import { dashboardBody } from "../../dashboard-body.ts";
import type { Expressing } from "../express.ts";
import type { Resources, Value } from "../template.ts";

export const alarmResources = (alarm: AlarmPart, write: Expressing): Resources => ({
  [alarm.id]: {
    Type: "AWS::CloudWatch::Alarm",
    Properties: {
      AlarmName: write.text(alarm.name),
      AlarmDescription: alarm.says,
      Namespace: alarm.metric.namespace,
      MetricName: alarm.metric.name,
      Statistic: alarm.metric.statistic,
      Dimensions: dimensionsOf(alarm.metric, write),
      ComparisonOperator: alarm.comparison,
      Threshold: alarm.threshold,
      Period: alarm.periodSeconds,
      EvaluationPeriods: alarm.periods,
      TreatMissingData: alarm.missing,
      AlarmActions: [write.attribute(alarm.topic.part, alarm.topic.attribute)],
      OKActions: [write.attribute(alarm.topic.part, alarm.topic.attribute)],
    },
  },
});

const dimensionsOf = ({ dimensions }: Metric, write: Expressing): Value =>
  Object.entries(dimensions).map(([Name, value]) => ({ Name, Value: write.text(value) }));

export const dashboardResources = (dashboard: DashboardPart, write: Expressing): Resources => ({
  [dashboard.id]: {
    Type: "AWS::CloudWatch::Dashboard",
    Properties: {
      DashboardName: write.text(dashboard.name),
      DashboardBody: { "Fn::Sub": JSON.stringify(write.inJson(dashboardBody(dashboard))) },
    },
  },
});
