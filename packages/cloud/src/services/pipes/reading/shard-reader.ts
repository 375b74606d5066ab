import { createHash } from "node:crypto";
import type { _Record as StreamRecord } from "@aws-sdk/client-dynamodb-streams";
import { AwsError } from "@millrace/wire";
import { filterOf } from "./filter.ts";
import type { ReaderOptions } from "./reader.ts";
import { type PipeRecord, streamRecord } from "./records.ts";
import { runStreamBatch, type StreamBatches } from "./run-stream-batch.ts";

const pollMs = 250;
const retryMsMin = 1_000;
const retryMsMax = 60_000;
const batchSizeDefault = 100;
/** Of one GetRecords. */
const recordsMax = 1_000;

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
    const { pipe, store } = this.#options;
    const { records, isFinished } = await this.#gather();
    const wanted = records.filter((record) => this.#passes(streamRecord(record, pipe.source)));
    await this.#run(wanted);
    if (this.#isStopped) return false;
    const sequenceNumber =
      records.at(-1)?.dynamodb?.SequenceNumber ?? store.checkpoint(pipe.name, this.#shard.id)?.sequenceNumber;
    if (records.length > 0 || isFinished)
      store.putCheckpoint(pipe.name, this.#shard.id, { sequenceNumber, isFinished });
    else await this.#rest(pollMs);
    return isFinished;
  }

  /** As many records as the batches at a time may have, or what came until their window closed. */
  async #gather(): Promise<{ readonly records: readonly StreamRecord[]; readonly isFinished: boolean }> {
    const { clock } = this.#options.kernel;
    const { batchSize, factor, windowMs } = this.#settings();
    const most = batchSize * factor;
    const records: StreamRecord[] = [];
    let closesAt: number | undefined;
    for (;;) {
      this.#iterator ??= await this.#begin();
      const { Records = [], NextShardIterator: next } = await this.#get(this.#iterator, most - records.length);
      this.#iterator = next;
      records.push(...Records);
      if (next === undefined || records.length === 0) return { records, isFinished: next === undefined };
      closesAt ??= clock.now() + windowMs;
      if (records.length >= most || clock.now() >= closesAt || this.#isStopped) return { records, isFinished: false };
      if (Records.length === 0) await this.#rest(Math.min(pollMs, closesAt - clock.now()));
    }
  }

  async #get(ShardIterator: string, limit: number) {
    const { kernel, principal } = this.#options;
    const input = { ShardIterator, Limit: Math.min(limit, recordsMax) };
    return kernel.aws.call("dynamodbstreams", "GetRecords", input, { principal: await principal() });
  }

  #settings() {
    const {
      BatchSize = batchSizeDefault,
      ParallelizationFactor: factor = 1,
      MaximumBatchingWindowInSeconds: seconds = 0,
    } = this.#options.pipe.sourceParameters.DynamoDBStreamParameters ?? {};
    return { batchSize: BatchSize, factor, windowMs: seconds * 1000 };
  }

  /** Batches run side by side, but those of one item never do. */
  async #run(records: readonly StreamRecord[]): Promise<void> {
    const { batchSize, factor } = this.#settings();
    const batches: StreamBatches = {
      ...this.#options,
      shardId: this.#shard.id,
      isStopped: () => this.#isStopped,
      rest: (ms) => this.#rest(ms),
    };
    const lanes = Array.from({ length: factor }, (): StreamRecord[] => []);
    for (const record of records) lanes[factor === 1 ? 0 : laneOf(record, factor)]?.push(record);
    await Promise.all(
      lanes.map(async (lane) => {
        for (let at = 0; at < lane.length; at += batchSize)
          await runStreamBatch(batches, lane.slice(at, at + batchSize));
      }),
    );
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

  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => this.#options.kernel.clock.after(ms, resolve));
  }
}

const laneOf = ({ dynamodb }: StreamRecord, factor: number): number =>
  createHash("sha1")
    .update(JSON.stringify(dynamodb?.Keys ?? {}))
    .digest()
    .readUInt32BE() % factor;
