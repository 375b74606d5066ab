import { parseArn } from "@millrace/core";
import { invalidParameter, validation } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import { isValidFilter } from "./filter.ts";
import type { SourceKind } from "./mapping-model.ts";

type Input = Partial<Shapes["CreateEventSourceMapping"]["input"]>;

const kinds = new Set<string>(["sqs", "dynamodb", "kinesis"]);

/** What kind of source an ARN names. Throws InvalidParameterValueException for one that Lambda does not read here. */
export function sourceKind(arn: string | undefined): SourceKind {
  const service = arn === undefined ? undefined : parseArn(arn)?.service;
  if (service === undefined || !kinds.has(service)) throw invalidParameter("Unrecognized event source.");
  return service as SourceKind;
}

export const batchSizeDefault = (kind: SourceKind): number => (kind === "sqs" ? 10 : 100);

const queueBatchMax = 10_000;
const plainBatchMax = 10;

/** Throws what AWS says to settings that do not fit the kind of source. */
export function checkMapping(kind: SourceKind, arn: string, input: Input): void {
  if (kind === "sqs") checkQueue(arn, input);
  else checkStream(input);
  for (const { Pattern } of input.FilterCriteria?.Filters ?? []) {
    if (Pattern !== undefined && !isValidFilter(Pattern)) throw invalidParameter("Invalid filter pattern definition.");
  }
}

function checkQueue(arn: string, input: Input): void {
  if (input.DestinationConfig?.OnSuccess?.Destination ?? input.DestinationConfig?.OnFailure?.Destination) {
    throw unsupported("DestinationConfig");
  }
  for (const name of streamOnly) if (input[name] !== undefined) throw unsupported(name);
  const { BatchSize = plainBatchMax, MaximumBatchingWindowInSeconds: window = 0 } = input;
  if (arn.endsWith(".fifo")) {
    if (window > 0) throw invalidParameter("Batching window is not supported for FIFO queues.");
    if (BatchSize > plainBatchMax) throw tooLarge(BatchSize, plainBatchMax);
  }
  if (BatchSize > queueBatchMax) throw tooLarge(BatchSize, queueBatchMax);
  if (BatchSize > plainBatchMax && window === 0) {
    throw invalidParameter(
      "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
    );
  }
}

function checkStream(input: Input): void {
  if (input.ScalingConfig !== undefined) throw unsupported("ScalingConfig");
  if (input.DestinationConfig?.OnSuccess?.Destination !== undefined) throw unsupported("DestinationConfig");
  if ((input.BatchSize ?? 0) > queueBatchMax) throw tooLarge(input.BatchSize ?? 0, queueBatchMax);
}

/** Streams must say where reading begins, and DynamoDB keeps no times. */
export function checkStart(kind: SourceKind, input: Input): void {
  if (kind === "sqs") {
    if (input.StartingPosition !== undefined) throw unsupported("StartingPosition");
    return;
  }
  if (input.StartingPosition === undefined) {
    throw validation(
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    );
  }
  if (kind === "dynamodb" && input.StartingPosition === "AT_TIMESTAMP") {
    throw invalidParameter(`Unsupported starting position for arn type: ${input.EventSourceArn ?? ""}`);
  }
}

const streamOnly = [
  "BisectBatchOnFunctionError",
  "MaximumRecordAgeInSeconds",
  "MaximumRetryAttempts",
  "ParallelizationFactor",
  "TumblingWindowInSeconds",
] as const;

const unsupported = (name: string) =>
  invalidParameter(`Unsupported ${name} parameter for given event source mapping type.`);

const tooLarge = (size: number, max: number) =>
  validation(
    `1 validation error detected: Value '${size}' at 'batchSize' failed to satisfy constraint: Member must have value less than or equal to ${max}`,
  );
