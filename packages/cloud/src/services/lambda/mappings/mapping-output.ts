import type { EventSourceMappingConfiguration, EventSourcePosition } from "@aws-sdk/client-lambda";
import type { Mapping } from "./mapping-model.ts";

/** A mapping as Lambda answers it; `state` while something is being done to it. */
export const describeMapping = (
  mapping: Mapping,
  state = mapping.isEnabled ? "Enabled" : "Disabled",
): EventSourceMappingConfiguration => ({
  UUID: mapping.uuid,
  EventSourceMappingArn: mapping.arn,
  EventSourceArn: mapping.eventSourceArn,
  FunctionArn: mapping.functionArn,
  BatchSize: mapping.batchSize,
  MaximumBatchingWindowInSeconds: mapping.windowSeconds,
  FunctionResponseTypes: mapping.reportsItemFailures ? ["ReportBatchItemFailures"] : [],
  LastModified: new Date(mapping.lastModifiedAt),
  State: state,
  StateTransitionReason: mapping.stream === undefined ? "USER_INITIATED" : "User action",
  ...(mapping.filters.length === 0
    ? {}
    : { FilterCriteria: { Filters: mapping.filters.map((Pattern) => ({ Pattern })) } }),
  ...(mapping.concurrencyMax === undefined ? {} : { ScalingConfig: { MaximumConcurrency: mapping.concurrencyMax } }),
  ...(mapping.stream === undefined ? {} : describeStream(mapping, mapping.stream)),
});

const describeStream = (mapping: Mapping, stream: NonNullable<Mapping["stream"]>): EventSourceMappingConfiguration => ({
  StartingPosition: stream.startingPosition as EventSourcePosition,
  ...(stream.startingAt === undefined ? {} : { StartingPositionTimestamp: new Date(stream.startingAt) }),
  BisectBatchOnFunctionError: stream.bisectsOnError,
  MaximumRetryAttempts: stream.retriesMax,
  MaximumRecordAgeInSeconds: stream.recordAgeSecondsMax,
  ParallelizationFactor: stream.parallelization,
  TumblingWindowInSeconds: stream.tumblingWindowSeconds,
  DestinationConfig: { OnFailure: mapping.onFailureArn === undefined ? {} : { Destination: mapping.onFailureArn } },
  ...(mapping.lastResult === undefined ? {} : { LastProcessingResult: mapping.lastResult }),
});
