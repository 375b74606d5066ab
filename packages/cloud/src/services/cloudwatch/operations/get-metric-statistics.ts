import type { Datapoint, StandardUnit } from "@aws-sdk/client-cloudwatch";
import { anyResource } from "../access.ts";
import { invalidCombination, invalidValue, missingParameter } from "../errors.ts";
import { metricId } from "../metrics/metric.ts";
import { readSeries, type Stretch } from "../metrics/series.ts";
import { isBasic, readStatistic } from "../metrics/statistic.ts";
import { isPeriod } from "../queries/check-queries.ts";
import type { CloudWatchOperation, Shapes } from "../shapes.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
const pointsMax = 1440;

type Input = Shapes["GetMetricStatistics"]["input"];

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
export const getMetricStatistics: CloudWatchOperation<"GetMetricStatistics"> = {
  access: anyResource("GetMetricStatistics"),

  run({ store }, input) {
    check(input);
    const stretches = readSeries(store, {
      metric: metricId(input.Namespace, input.MetricName, input.Dimensions),
      from: input.StartTime.getTime(),
      before: input.EndTime.getTime(),
      periodSeconds: input.Period,
      unit: input.Unit,
    });

    return { Label: input.MetricName, Datapoints: stretches.map((stretch) => pointOf(stretch, input)) };
  },
};

function check({ StartTime, EndTime, Period, Statistics, ExtendedStatistics }: Input): void {
  const [from, before] = [StartTime.getTime(), EndTime.getTime()];
  if (from >= before) throw invalidValue("The parameter StartTime must be less than the parameter EndTime.");
  if (!isPeriod(Period)) {
    throw invalidValue("The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.");
  }
  if (Statistics === undefined && ExtendedStatistics === undefined) {
    throw missingParameter("Must specify either Statistics or ExtendedStatistics");
  }
  const wrong = ExtendedStatistics?.find((name) => isBasic(name) || readStatistic(name) === undefined);
  if (wrong !== undefined) throw invalidValue(`The value ${wrong} for parameter ExtendedStatistics is not supported.`);
  const asked = Math.ceil((before - from) / (Period * 1000));
  if (asked > pointsMax) {
    throw invalidCombination(
      `You have requested up to ${asked} datapoints, which exceeds the limit of ${pointsMax}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
  }
}

function pointOf({ at, unit, aggregate }: Stretch, { Statistics = [], ExtendedStatistics, Period }: Input): Datapoint {
  const figureOf = (name: string): [string, number][] => {
    const value = readStatistic(name)?.(aggregate, Period);
    return value === undefined ? [] : [[name, value]];
  };
  return {
    Timestamp: new Date(at),
    Unit: unit as StandardUnit,
    ...Object.fromEntries(Statistics.flatMap(figureOf)),
    ...(ExtendedStatistics && { ExtendedStatistics: Object.fromEntries(ExtendedStatistics.flatMap(figureOf)) }),
  };
}
