import { anyResource } from "../access.ts";
import { invalidValue } from "../errors.ts";
import { readDatum } from "../metrics/datum.ts";
import type { CloudWatchOperation } from "../shapes.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
const dataMax = 1000;

/** Entities are taken and not kept. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
export const putMetricData: CloudWatchOperation<"PutMetricData"> = {
  access: (input) => ({
    ...anyResource("PutMetricData")(),
    context: { "cloudwatch:namespace": input.Namespace },
  }),

  run({ store, clock, principal }, input) {
    if (input.Namespace.startsWith("AWS/") && principal.kind !== "service") {
      throw invalidValue("The value AWS/ for parameter Namespace is invalid.");
    }
    const data = [
      ...(input.MetricData ?? []),
      ...(input.EntityMetricData ?? []).flatMap(({ MetricData = [] }) => MetricData),
    ];
    if (data.length > dataMax) {
      throw invalidValue(`The collection MetricData must not have a size greater than ${dataMax}.`);
    }
    const now = clock.now();
    store.putData(data.map((datum, index) => readDatum(input.Namespace, datum, `MetricData.member.${index + 1}`, now)));
  },
};
