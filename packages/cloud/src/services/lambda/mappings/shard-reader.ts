import type { _Record as StreamRecord } from "@aws-sdk/client-dynamodb-streams";
import { AwsError } from "@millrace/wire";
import { BatchRunner } from "./batch-runner.ts";
import { filterOf } from "./filter.ts";
import type { ShardReaderOptions } from "./reader.ts";
import { sequenceOf, streamRecord } from "./stream-event.ts";

/** Four times a second. https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
const pollMs = 250;
const troubleMs = 1_000;
const troubleMsMax = 60_000;

/** Reads one shard from where it was left, batch after batch, in order. */
export class ShardReader {
  readonly #options: ShardReaderOptions;
  readonly #passes: (record: Readonly<Record<string, unknown>>) => boolean;
  readonly #batches: BatchRunner;
  #iterator: string | undefined;
  #isStopped = false;
  #isOver = false;
  #troubles = 0;

  constructor(options: ShardReaderOptions) {
    this.#options = options;
    this.#passes = filterOf(options.mapping.filters);
    this.#batches = new BatchRunner(options, () => this.#isStopped);
  }

  start(): void {
    void this.#read();
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #read(): Promise<void> {
    while (!this.#isStopped && !this.#isOver) {
      try {
        await this.#readBatch();
        this.#troubles = 0;
      } catch (error) {
        await this.#recover(error);
      }
    }
    if (this.#isOver && !this.#isStopped) this.#finish();
    this.#options.onEnd();
  }

  async #readBatch(): Promise<void> {
    const records = await this.#gather();
    if (records.length > 0) await this.#handle(records);
    else if (!this.#isOver) await this.#rest(pollMs);
  }

  async #recover(error: unknown): Promise<void> {
    if (this.#isStopped) return;
    const { kernel, mapping } = this.#options;
    this.#iterator = undefined;
    this.#isOver = false;
    const reason = error instanceof Error ? error.message : error;
    if (this.#troubles++ === 0) kernel.log.warn("shard cannot be read", { stream: mapping.eventSourceArn, reason });
    await this.#rest(Math.min(troubleMs * 2 ** this.#troubles, troubleMsMax));
  }

  /** One batch: as many records as it may have, or what came until its window closed. */
  async #gather(): Promise<StreamRecord[]> {
    const { mapping, kernel } = this.#options;
    const { batchSize, windowSeconds } = mapping;
    const records = await this.#next(batchSize);
    if (windowSeconds === 0 || records.length === 0) return records;
    const closesAt = kernel.clock.now() + windowSeconds * 1000;
    while (records.length < batchSize && kernel.clock.now() < closesAt && !this.#isStopped && !this.#isOver) {
      const more = await this.#next(batchSize - records.length);
      records.push(...more);
      if (more.length === 0) await this.#rest(pollMs);
    }
    return records;
  }

  async #next(Limit: number): Promise<StreamRecord[]> {
    const { kernel, caller } = this.#options;
    this.#iterator ??= await this.#begin();
    const ShardIterator = this.#iterator;
    const page = await kernel.aws
      .call("dynamodbstreams", "GetRecords", { ShardIterator, Limit: Math.min(Limit, 1000) }, await caller())
      .catch((error: unknown) => {
        if (!(error instanceof AwsError) || error.code !== "ExpiredIteratorException") throw error;
        this.#iterator = undefined;
        return { Records: [], NextShardIterator: "" };
      });
    if (this.#iterator !== undefined) this.#iterator = page.NextShardIterator;
    this.#isOver = page.NextShardIterator === undefined;
    return page.Records ?? [];
  }

  /** Where reading was left, or where the mapping says that it begins. */
  async #begin(): Promise<string> {
    const { kernel, store, mapping, shardId, startingPosition, caller } = this.#options;
    const sequence = store.mappings.checkpoint(mapping.uuid, shardId)?.sequenceNumber;
    const where =
      sequence === undefined
        ? { ShardIteratorType: startingPosition as "TRIM_HORIZON" | "LATEST" }
        : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER" as const, SequenceNumber: sequence };
    const ask = async (place: typeof where) => {
      const input = { StreamArn: mapping.eventSourceArn, ShardId: shardId, ...place };
      const { ShardIterator = "" } = await kernel.aws.call(
        "dynamodbstreams",
        "GetShardIterator",
        input,
        await caller(),
      );
      return ShardIterator;
    };
    return ask(where).catch((error: unknown) => {
      // What was to be read next is gone: on with the oldest that there is.
      if (!(error instanceof AwsError) || error.code !== "TrimmedDataAccessException") throw error;
      return ask({ ShardIteratorType: "TRIM_HORIZON" });
    });
  }

  async #handle(records: readonly StreamRecord[]): Promise<void> {
    const { mapping } = this.#options;
    const wanted = records.filter((record) => this.#passes(streamRecord(record, mapping.eventSourceArn)));
    if (wanted.length > 0) await this.#batches.run(wanted);
    const last = records.at(-1);
    if (last !== undefined && !this.#isStopped) this.#checkpoint(sequenceOf(last));
  }

  #checkpoint(sequenceNumber: string): void {
    const { store, mapping, shardId } = this.#options;
    store.mappings.putCheckpoint(mapping.uuid, { shard: shardId, sequenceNumber, isFinished: false });
  }

  #finish(): void {
    const { store, mapping, shardId } = this.#options;
    const sequenceNumber = store.mappings.checkpoint(mapping.uuid, shardId)?.sequenceNumber;
    store.mappings.putCheckpoint(mapping.uuid, { shard: shardId, sequenceNumber, isFinished: true });
  }

  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => this.#options.kernel.wall.after(ms, resolve));
  }
}
