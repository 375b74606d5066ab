import type { Place } from "../../../streams/stream-source.ts";
import type { Pipe } from "../model.ts";

/** What pipes say of streams, whichever of the two kinds theirs is. */
export function streamSettings({ sourceParameters }: Pick<Pipe, "sourceParameters">) {
  const kinesis = sourceParameters.KinesisStreamParameters;
  const parameters = kinesis ?? sourceParameters.DynamoDBStreamParameters;
  return {
    batchSize: parameters?.BatchSize ?? batchSizeDefault,
    parallelization: parameters?.ParallelizationFactor ?? 1,
    windowMs: (parameters?.MaximumBatchingWindowInSeconds ?? 0) * 1000,
    retriesMax: parameters?.MaximumRetryAttempts ?? -1,
    ageSecondsMax: parameters?.MaximumRecordAgeInSeconds ?? -1,
    bisects: parameters?.OnPartialBatchItemFailure === "AUTOMATIC_BISECT",
    deadLetterArn: parameters?.DeadLetterConfig?.Arn,
    start: startOf(parameters?.StartingPosition, kinesis?.StartingPositionTimestamp),
  };
}

const batchSizeDefault = 100;

function startOf(position: string | undefined, at: Date | string | undefined): Place {
  // A pipe that was kept has its times as texts.
  if (position === "AT_TIMESTAMP") return { kind: "time", at: new Date(at ?? 0) };
  return { kind: position === "LATEST" ? "latest" : "oldest" };
}
