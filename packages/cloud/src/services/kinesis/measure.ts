import type { Metric, Metrics } from "../../kernel/metrics.ts";
import type { Stream } from "./model.ts";

/** https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html */
export const measure = (metrics: Metrics, { name }: Stream, metric: Pick<Metric, "name" | "value" | "unit">): void =>
  metrics.record({ namespace: "AWS/Kinesis", dimensions: { StreamName: name }, ...metric });
