import { anyResource } from "../access.ts";
import { metricOutput } from "../alarms/output.ts";
import { keyOf, metricId } from "../metrics/metric.ts";
import type { CloudWatchOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmsForMetric.html */
export const describeAlarmsForMetric: CloudWatchOperation<"DescribeAlarmsForMetric"> = {
  access: anyResource("DescribeAlarmsForMetric"),

  run({ store }, { Namespace, MetricName, Dimensions, Statistic, ExtendedStatistic, Period, Unit }) {
    const metric = keyOf(metricId(Namespace, MetricName, Dimensions)).join("\0");
    const same = (asked: unknown, has: unknown): boolean => asked === undefined || asked === has;
    const alarms = [...store.alarms()].filter((alarm) => alarm.kind === "metric");

    return {
      MetricAlarms: alarms
        .filter(
          ({ settings }) =>
            settings.MetricName !== undefined &&
            keyOf(metricId(settings.Namespace ?? "", settings.MetricName, settings.Dimensions)).join("\0") === metric &&
            same(Statistic, settings.Statistic) &&
            same(ExtendedStatistic, settings.ExtendedStatistic) &&
            same(Period, settings.Period) &&
            same(Unit, settings.Unit),
        )
        .map(metricOutput),
    };
  },
};
