import { type GiveUpCondition, lanesOf, runInOrder, type Tried } from "../../../streams/run-in-order.ts";
import { flat, type StreamRecord } from "../../../streams/stream-record.ts";
import { failureOf, sendLetter } from "../../../targets/dead-letter.ts";
import { TargetFunctionFailed } from "../../../targets/send.ts";
import type { ReaderOptions } from "./reader.ts";
import { runBatch } from "./run-batch.ts";
import { streamSettings } from "./stream-settings.ts";

interface Shard extends ReaderOptions {
  readonly shardId: string;
  readonly isStopped: () => boolean;
}

/** Runs records of one shard until the target has taken them, or they have been tried often enough or are too old. */
export async function runShard(shard: Shard, records: readonly StreamRecord[]): Promise<void> {
  const { kernel, pipe, isStopped } = shard;
  const { parallelization, batchSize, retriesMax, ageSecondsMax, bisects } = streamSettings(pipe);
  const work = {
    clock: kernel.clock,
    isStopped,
    batchSize,
    retriesMax,
    ageSecondsMax,
    bisects,
    deliver: (batch: readonly StreamRecord[]) => tryBatch(shard, batch),
    giveUp: (batch: readonly StreamRecord[], how: GivenUp) => giveUp(shard, batch, how),
  };
  await Promise.all(lanesOf(records, parallelization).map((lane) => runInOrder(work, lane)));
}

/** What is left begins at the first record that failed. */
async function tryBatch(
  { kernel, scope, pipe, principal }: Shard,
  batch: readonly StreamRecord[],
): Promise<Tried<unknown>> {
  try {
    const records = batch.map(({ event }) => flat(event));
    const failed = await runBatch({ kernel, scope, pipe, principal: await principal() }, records);
    const first = batch.findIndex(({ sequenceNumber }) => failed.has(sequenceNumber));
    const cause = new TargetFunctionFailed("The target reported items of the batch as failed");
    return { kind: "tried", left: first < 0 ? [] : batch.slice(first), cause };
  } catch (cause) {
    return { kind: "tried", left: batch, cause };
  }
}

interface GivenUp {
  readonly condition: GiveUpCondition;
  readonly attempts: number;
  readonly cause?: unknown;
}

async function giveUp(
  { kernel, pipe, principal, shardId }: Shard,
  batch: readonly StreamRecord[],
  { condition, attempts, cause }: GivenUp,
): Promise<void> {
  const failure = failureOf(cause ?? new TargetFunctionFailed("The records are older than the pipe wants them"));
  kernel.log.warn("records of a pipe were given up", {
    pipe: pipe.name,
    records: batch.length,
    reason: failure.message,
  });
  const queueArn = streamSettings(pipe).deadLetterArn;
  if (queueArn === undefined) return;
  const isKinesis = pipe.sourceParameters.KinesisStreamParameters !== undefined;
  const body = {
    context: { partnerResourceArn: pipe.source, condition },
    version: "1.0",
    timestamp: new Date(kernel.clock.now()).toISOString(),
    [isKinesis ? "KinesisBatchInfo" : "DDBStreamBatchInfo"]: {
      shardId,
      startSequenceNumber: batch[0]?.sequenceNumber,
      endSequenceNumber: batch.at(-1)?.sequenceNumber,
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
    attributes: {
      ERROR_CODE: failure.code,
      ERROR_MESSAGE: failure.message,
      RETRY_ATTEMPTS: String(Math.max(0, attempts - 1)),
    },
  }).catch((reason: unknown) => kernel.log.warn("dead letter of a pipe was dropped", { pipe: pipe.name, reason }));
}
