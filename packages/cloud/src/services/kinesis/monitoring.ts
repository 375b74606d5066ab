import type { MetricsName } from "@aws-sdk/client-kinesis";
import { type Stream, streamArn } from "./model.ts";
import { onStream } from "./on-stream.ts";
import type { KinesisStore } from "./store.ts";

const everyMetric: readonly MetricsName[] = [
  "IncomingBytes",
  "IncomingRecords",
  "IteratorAgeMilliseconds",
  "OutgoingBytes",
  "OutgoingRecords",
  "ReadProvisionedThroughputExceeded",
  "WriteProvisionedThroughputExceeded",
];

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_EnableEnhancedMonitoring.html */
export const enableEnhancedMonitoring = onStream("EnableEnhancedMonitoring", ({ store }, stream, input) => {
  const asked = named(input.ShardLevelMetrics);
  return changed(
    store,
    stream,
    everyMetric.filter((metric) => stream.metrics.includes(metric) || asked.includes(metric)),
  );
});

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DisableEnhancedMonitoring.html */
export const disableEnhancedMonitoring = onStream("DisableEnhancedMonitoring", ({ store }, stream, input) => {
  const asked = named(input.ShardLevelMetrics);
  return changed(
    store,
    stream,
    stream.metrics.filter((metric) => !asked.includes(metric)),
  );
});

const named = (metrics: readonly MetricsName[]): readonly MetricsName[] =>
  metrics.includes("ALL") ? everyMetric : metrics;

function changed(store: KinesisStore, stream: Stream, metrics: MetricsName[]) {
  store.put({ ...stream, metrics });
  return {
    StreamName: stream.name,
    StreamARN: streamArn(store.scope, stream.name),
    CurrentShardLevelMetrics: [...stream.metrics],
    DesiredShardLevelMetrics: metrics,
  };
}
