import type { AnomalyDetector } from "@aws-sdk/client-cloudwatch";
import { anyResource } from "../access.ts";
import { invalidCombination, noSuchResource } from "../errors.ts";
import { dimensionsOf, metricId } from "../metrics/metric.ts";
import type { Detector } from "../model.ts";
import { pageOfRecords } from "../records-page.ts";
import type { CloudWatchOperation, Shapes } from "../shapes.ts";

type Named = Pick<
  Shapes["PutAnomalyDetector"]["input"],
  "Namespace" | "MetricName" | "Dimensions" | "Stat" | "SingleMetricAnomalyDetector" | "MetricMathAnomalyDetector"
>;

/** What a detector is known by: what it watches. */
function keyOfDetector({ MetricMathAnomalyDetector, ...rest }: Named): string {
  if (MetricMathAnomalyDetector !== undefined) return JSON.stringify(MetricMathAnomalyDetector);
  const { Namespace = "", MetricName = "", Dimensions, Stat = "" } = rest.SingleMetricAnomalyDetector ?? rest;
  return JSON.stringify([metricId(Namespace, MetricName, Dimensions), Stat]);
}

/** Kept and answered; no model is trained. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAnomalyDetector.html */
export const putAnomalyDetector: CloudWatchOperation<"PutAnomalyDetector"> = {
  access: anyResource("PutAnomalyDetector"),

  run({ store, ids }, input) {
    const isPlain = input.Namespace !== undefined || input.MetricName !== undefined;
    if (isPlain && (input.SingleMetricAnomalyDetector || input.MetricMathAnomalyDetector)) {
      throw invalidCombination(
        "Only one of the parameters SingleMetricAnomalyDetector, MetricMathAnomalyDetector and Namespace can be specified.",
      );
    }
    const key = keyOfDetector(input);
    const id = store.detectors.get(key)?.id ?? ids.uuid();

    store.detectors.put(key, { id, input });
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAnomalyDetectors.html */
export const describeAnomalyDetectors: CloudWatchOperation<"DescribeAnomalyDetectors"> = {
  access: anyResource("DescribeAnomalyDetectors"),

  run({ store, account }, input) {
    const types = input.AnomalyDetectorTypes ?? ["SINGLE_METRIC"];
    const found = [...store.detectors.list()]
      .map((detector) => outputOf(detector, account))
      .filter(
        ({ MetricMathAnomalyDetector: math, Namespace, MetricName, Dimensions }) =>
          types.includes(math === undefined ? "SINGLE_METRIC" : "METRIC_MATH") &&
          (input.Namespace === undefined || input.Namespace === Namespace) &&
          (input.MetricName === undefined || input.MetricName === MetricName) &&
          (input.Dimensions ?? []).every((asked) =>
            Dimensions?.some(({ Name, Value }) => Name === asked.Name && Value === asked.Value),
          ),
      );
    const { items, next } = pageOfRecords(found, { token: input.NextToken, max: input.MaxResults ?? 100 });

    return { AnomalyDetectors: [...items], ...(next === undefined ? {} : { NextToken: next }) };
  },
};

function outputOf({ input }: Detector, account: string): AnomalyDetector {
  const alike = {
    Configuration: {
      ExcludedTimeRanges: (input.Configuration?.ExcludedTimeRanges ?? []).map(({ StartTime, EndTime }) => ({
        StartTime: dateOf(StartTime),
        EndTime: dateOf(EndTime),
      })),
      ...(input.Configuration?.MetricTimezone && { MetricTimezone: input.Configuration.MetricTimezone }),
    },
    StateValue: "PENDING_TRAINING" as const,
    ...(input.MetricCharacteristics && { MetricCharacteristics: input.MetricCharacteristics }),
  };
  if (input.MetricMathAnomalyDetector !== undefined) {
    return { ...alike, MetricMathAnomalyDetector: input.MetricMathAnomalyDetector };
  }
  const { Namespace = "", MetricName = "", Dimensions, Stat } = input.SingleMetricAnomalyDetector ?? input;
  const single = { Namespace, MetricName, Dimensions: dimensionsOf(metricId(Namespace, MetricName, Dimensions)), Stat };
  return { ...alike, ...single, SingleMetricAnomalyDetector: { AccountId: account, ...single } };
}

/** Kept as JSON, times are texts. */
const dateOf = (time: Date | undefined): Date => new Date(time ?? 0);

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAnomalyDetector.html */
export const deleteAnomalyDetector: CloudWatchOperation<"DeleteAnomalyDetector"> = {
  access: anyResource("DeleteAnomalyDetector"),

  run({ store }, input) {
    if (!store.detectors.delete(keyOfDetector(input))) {
      throw noSuchResource("The anomaly detector does not exist.");
    }
  },
};
