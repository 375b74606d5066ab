import type { _Record as StreamRecord } from "@aws-sdk/client-dynamodb-streams";
import { AwsError } from "@millrace/wire";
import { failureOf, sendLetter } from "../../../targets/dead-letter.ts";
import { filterOf } from "./filter.ts";
import type { ReaderOptions } from "./reader.ts";
import { type PipeRecord, streamRecord } from "./records.ts";
import { runBatch } from "./run-batch.ts";

const pollMs = 250;
const retryMsMin = 1_000;
const retryMsMax = 60_000;

interface ShardOptions {
  readonly id: string;
  readonly position: "LATEST" | "TRIM_HORIZON";
  readonly onEnd: () => void;
}

/** Reads one shard from where it was left, batch after batch, in order. */
export class ShardReader {
  readonly #options: ReaderOptions;
  readonly #shard: ShardOptions;
  readonly #passes: (record: PipeRecord) => boolean;
  #iterator: string | undefined;
  #isStopped = false;

  constructor(options: ReaderOptions, shard: ShardOptions) {
    this.#options = options;
    this.#shard = shard;
    this.#passes = filterOf(options.pipe);
  }

  start(): void {
    void this.#read();
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #read(): Promise<void> {
    const { kernel, pipe } = this.#options;
    let troubles = 0;
    let isOver = false;
    while (!this.#isStopped && !isOver) {
      try {
        isOver = await this.#readBatch();
        troubles = 0;
      } catch (error) {
        this.#iterator = undefined;
        const reason = error instanceof Error ? error.message : error;
        if (troubles++ === 0) kernel.log.warn("shard of a pipe cannot be read", { pipe: pipe.name, reason });
        await this.#rest(Math.min(retryMsMin * 2 ** troubles, retryMsMax));
      }
    }
    this.#shard.onEnd();
  }

  /** True at the end of the shard. */
  async #readBatch(): Promise<boolean> {
    const { kernel, pipe, principal, store } = this.#options;
    this.#iterator ??= await this.#begin();
    const Limit = Math.min(pipe.sourceParameters.DynamoDBStreamParameters?.BatchSize ?? 100, 1000);
    const input = { ShardIterator: this.#iterator, Limit };
    const page = await kernel.aws.call("dynamodbstreams", "GetRecords", input, { principal: await principal() });
    const { Records: records = [], NextShardIterator: next } = page;
    const wanted = records.filter((record) => this.#passes(streamRecord(record, pipe.source)));
    if (wanted.length > 0) await this.#run(wanted);
    if (this.#isStopped) return false;
    this.#iterator = next;
    const sequenceNumber =
      records.at(-1)?.dynamodb?.SequenceNumber ?? store.checkpoint(pipe.name, this.#shard.id)?.sequenceNumber;
    const isFinished = next === undefined;
    if (records.length > 0 || isFinished)
      store.putCheckpoint(pipe.name, this.#shard.id, { sequenceNumber, isFinished });
    else await this.#rest(pollMs);
    return isFinished;
  }

  async #begin(): Promise<string> {
    const { kernel, pipe, principal, store } = this.#options;
    const sequence = store.checkpoint(pipe.name, this.#shard.id)?.sequenceNumber;
    const ask = async (place: object): Promise<string> => {
      const input = {
        StreamArn: pipe.source,
        ShardId: this.#shard.id,
        ShardIteratorType: this.#shard.position,
        ...place,
      };
      const options = { principal: await principal() };
      return (await kernel.aws.call("dynamodbstreams", "GetShardIterator", input, options)).ShardIterator ?? "";
    };
    if (sequence === undefined) return ask({});
    return ask({ ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: sequence }).catch((error: unknown) => {
      if (!(error instanceof AwsError) || error.code !== "TrimmedDataAccessException") throw error;
      return ask({ ShardIteratorType: "TRIM_HORIZON" });
    });
  }

  /** Runs a batch until the target has taken it, or it has been tried often enough or is too old. */
  async #run(batch: readonly StreamRecord[]): Promise<void> {
    const { kernel, scope, pipe, principal } = this.#options;
    const { MaximumRetryAttempts: retriesMax = -1, MaximumRecordAgeInSeconds: ageMax = -1 } =
      pipe.sourceParameters.DynamoDBStreamParameters ?? {};
    let left = batch;
    for (let attempts = 0; left.length > 0 && !this.#isStopped; attempts++) {
      try {
        const records = left.map((record) => streamRecord(record, pipe.source));
        const failed = await runBatch({ kernel, scope, pipe, principal: await principal() }, records);
        const first = left.findIndex(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? ""));
        if (first < 0) return;
        left = left.slice(first);
      } catch (error) {
        const createdAt = left[0]?.dynamodb?.ApproximateCreationDateTime?.getTime() ?? 0;
        const isTooOld = ageMax >= 0 && kernel.clock.now() - createdAt > ageMax * 1000;
        if (isTooOld || (retriesMax >= 0 && attempts >= retriesMax)) return this.#giveUp(left, error, attempts);
      }
      await this.#rest(Math.min(retryMsMin * 2 ** attempts, retryMsMax));
    }
  }

  async #giveUp(batch: readonly StreamRecord[], error: unknown, attempts: number): Promise<void> {
    const { kernel, pipe, principal } = this.#options;
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
        shardId: this.#shard.id,
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

  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => this.#options.kernel.clock.after(ms, resolve));
  }
}
