import type { DimensionFilter } from "@aws-sdk/client-cloudwatch";
import { anyResource } from "../access.ts";
import { dimensionsOf, type KnownMetric } from "../metrics/metric.ts";
import { pageOfRecords } from "../records-page.ts";
import type { CloudWatchOperation } from "../shapes.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
const pageMax = 500;
const listedMs = 14 * 24 * 60 * 60 * 1000;
const recentMs = 3 * 60 * 60 * 1000;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
export const listMetrics: CloudWatchOperation<"ListMetrics"> = {
  access: anyResource("ListMetrics"),

  run({ store, clock, account }, input) {
    const oldest = clock.now() - (input.RecentlyActive === "PT3H" ? recentMs : listedMs);
    const isAsked = (metric: KnownMetric): boolean =>
      metric.lastAt >= oldest &&
      (input.MetricName === undefined || metric.name === input.MetricName) &&
      (input.Dimensions ?? []).every((filter) => hasDimension(metric, filter));
    const metrics = [...store.metrics(input.Namespace, input.Namespace && input.MetricName)].filter(isAsked);
    const { items, next } = pageOfRecords(metrics, { token: input.NextToken, max: pageMax });

    return {
      Metrics: items.map((metric) => ({
        Namespace: metric.namespace,
        MetricName: metric.name,
        Dimensions: dimensionsOf(metric),
      })),
      ...(input.IncludeLinkedAccounts ? { OwningAccounts: items.map(() => account) } : {}),
      ...(next === undefined ? {} : { NextToken: next }),
    };
  },
};

const hasDimension = ({ dimensions }: KnownMetric, { Name, Value }: DimensionFilter): boolean =>
  dimensions.some(([name, value]) => name === Name && (Value === undefined || value === Value));
