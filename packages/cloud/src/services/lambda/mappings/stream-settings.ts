import type { Shapes } from "../shapes.ts";
import type { StreamSettings } from "./mapping-model.ts";

/** Without limits a stream's record is tried until it expires. */
const unlimited = -1;

export const streamSettings = (input: Shapes["CreateEventSourceMapping"]["input"]): StreamSettings => ({
  startingPosition: input.StartingPosition ?? "TRIM_HORIZON",
  startingAt: input.StartingPositionTimestamp?.getTime(),
  bisectsOnError: input.BisectBatchOnFunctionError ?? false,
  retriesMax: input.MaximumRetryAttempts ?? unlimited,
  recordAgeSecondsMax: input.MaximumRecordAgeInSeconds ?? unlimited,
  parallelization: input.ParallelizationFactor ?? 1,
  tumblingWindowSeconds: input.TumblingWindowInSeconds ?? 0,
});

export const changedStreamSettings = (
  before: StreamSettings,
  input: Shapes["UpdateEventSourceMapping"]["input"],
): StreamSettings => ({
  ...before,
  bisectsOnError: input.BisectBatchOnFunctionError ?? before.bisectsOnError,
  retriesMax: input.MaximumRetryAttempts ?? before.retriesMax,
  recordAgeSecondsMax: input.MaximumRecordAgeInSeconds ?? before.recordAgeSecondsMax,
  parallelization: input.ParallelizationFactor ?? before.parallelization,
  tumblingWindowSeconds: input.TumblingWindowInSeconds ?? before.tumblingWindowSeconds,
});
