import type { _Record as StreamRecord } from "@aws-sdk/client-dynamodb-streams";
import { failureOf, sendLetter } from "../../../targets/dead-letter.ts";
import { TargetFunctionFailed } from "../../../targets/send.ts";
import type { ReaderOptions } from "./reader.ts";
import { streamRecord } from "./records.ts";
import { runBatch } from "./run-batch.ts";

const retryMsMin = 1_000;
const retryMsMax = 60_000;

export interface StreamBatches extends ReaderOptions {
  readonly shardId: string;
  readonly isStopped: () => boolean;
  readonly rest: (ms: number) => Promise<void>;
}

/** Runs a batch until the target has taken it, or it has been tried often enough or is too old. */
export async function runStreamBatch(batches: StreamBatches, batch: readonly StreamRecord[]): Promise<void> {
  const { OnPartialBatchItemFailure: remedy } = batches.pipe.sourceParameters.DynamoDBStreamParameters ?? {};
  let left = batch;
  for (let attempts = 0; left.length > 0 && !batches.isStopped(); attempts++) {
    const tried = await tryBatch(batches, left);
    left = tried.left;
    if (left.length === 0) return;
    const isTooOld = isOlderThanWanted(batches, left);
    if (remedy === "AUTOMATIC_BISECT" && left.length > 1 && !isTooOld) return halve(batches, left);
    if (isTooOld || isTriedEnough(batches, attempts)) return giveUp(batches, left, { error: tried.error, attempts });
    await batches.rest(Math.min(retryMsMin * 2 ** attempts, retryMsMax));
  }
}

/** Answers what is left from the first record on that failed, and why. */
async function tryBatch({ kernel, scope, pipe, principal }: StreamBatches, batch: readonly StreamRecord[]) {
  try {
    const records = batch.map((record) => streamRecord(record, pipe.source));
    const failed = await runBatch({ kernel, scope, pipe, principal: await principal() }, records);
    const first = batch.findIndex(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? ""));
    const left = first < 0 ? [] : batch.slice(first);
    return { left, error: new TargetFunctionFailed("The target reported items of the batch as failed") };
  } catch (error) {
    return { left: batch, error };
  }
}

function isOlderThanWanted({ kernel, pipe }: StreamBatches, [oldest]: readonly StreamRecord[]): boolean {
  const { MaximumRecordAgeInSeconds: ageMax = -1 } = pipe.sourceParameters.DynamoDBStreamParameters ?? {};
  const createdAt = oldest?.dynamodb?.ApproximateCreationDateTime?.getTime() ?? 0;
  return ageMax >= 0 && kernel.clock.now() - createdAt > ageMax * 1000;
}

function isTriedEnough({ pipe }: StreamBatches, attempts: number): boolean {
  const { MaximumRetryAttempts: retriesMax = -1 } = pipe.sourceParameters.DynamoDBStreamParameters ?? {};
  return retriesMax >= 0 && attempts >= retriesMax;
}

/** Each half is tried by itself, until what fails stands alone. */
async function halve(batches: StreamBatches, batch: readonly StreamRecord[]): Promise<void> {
  const middle = Math.ceil(batch.length / 2);
  await runStreamBatch(batches, batch.slice(0, middle));
  await runStreamBatch(batches, batch.slice(middle));
}

interface GivenUp {
  readonly error: unknown;
  readonly attempts: number;
}

async function giveUp(
  batches: StreamBatches,
  batch: readonly StreamRecord[],
  { error, attempts }: GivenUp,
): Promise<void> {
  const { kernel, pipe, principal, shardId } = batches;
  const queueArn = pipe.sourceParameters.DynamoDBStreamParameters?.DeadLetterConfig?.Arn;
  const failure = failureOf(error);
  kernel.log.warn("records of a pipe were given up", {
    pipe: pipe.name,
    records: batch.length,
    reason: failure.message,
  });
  if (queueArn === undefined) return;
  const sequence = (record: StreamRecord | undefined) => record?.dynamodb?.SequenceNumber;
  const body = {
    context: { partnerResourceArn: pipe.source, condition: "RetryAttemptsExhausted" },
    version: "1.0",
    timestamp: new Date(kernel.clock.now()).toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: sequence(batch[0]),
      endSequenceNumber: sequence(batch.at(-1)),
      batchSize: batch.length,
      streamArn: pipe.source,
    },
  };
  await sendLetter({
    aws: kernel.aws,
    endpoint: kernel.endpoint,
    principal: await principal(),
    queueArn,
    body: JSON.stringify(body),
    attributes: { ERROR_CODE: failure.code, ERROR_MESSAGE: failure.message, RETRY_ATTEMPTS: String(attempts) },
  }).catch((reason: unknown) => kernel.log.warn("dead letter of a pipe was dropped", { pipe: pipe.name, reason }));
}
