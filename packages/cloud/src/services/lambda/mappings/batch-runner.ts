import { createHash } from "node:crypto";
import type { _Record as StreamRecord } from "@aws-sdk/client-dynamodb-streams";
import { sendTo } from "../invocations/destination.ts";
import { recordFunctionMetric } from "../invocations/function-metric.ts";
import type { Ran } from "../invocations/run-function.ts";
import { type Delivered, deliver } from "./deliver.ts";
import type { StreamSettings } from "./mapping-model.ts";
import type { ShardReaderOptions } from "./reader.ts";
import { createdAt, sequenceOf, streamRecord } from "./stream-event.ts";
import { type GiveUp, streamFailure } from "./stream-failure.ts";

/** Retries come further and further apart. */
const retryMsMin = 1_000;
const retryMsMax = 60_000;
const throttledMs = 1_000;

/** Gives batches of one shard to the function until it is done with them, or they are given up. */
export class BatchRunner {
  readonly #options: ShardReaderOptions;
  readonly #isStopped: () => boolean;

  constructor(options: ShardReaderOptions, isStopped: () => boolean) {
    this.#options = options;
    this.#isStopped = isStopped;
  }

  /** Resolves when every record is done with, or nothing more is to be read. */
  async run(records: readonly StreamRecord[]): Promise<void> {
    const lanes = this.#lanes(records);
    await Promise.all(lanes.map((lane) => this.#runInOrder(lane)));
    const last = records.at(-1);
    if (last !== undefined) this.#measureAge(last);
  }

  /** Records of one item stay in order; with a parallelization factor those of others do not wait for them. */
  #lanes(records: readonly StreamRecord[]): StreamRecord[][] {
    const factor = this.#settings.parallelization;
    if (factor === 1) return [[...records]];
    const lanes: StreamRecord[][] = Array.from({ length: factor }, () => []);
    for (const record of records) {
      const key = createHash("md5").update(JSON.stringify(record.dynamodb?.Keys)).digest();
      lanes[key.readUInt32BE() % factor]?.push(record);
    }
    return lanes.filter((lane) => lane.length > 0);
  }

  async #runInOrder(lane: readonly StreamRecord[]): Promise<void> {
    const waiting: (readonly StreamRecord[])[] = [lane];
    let attempts = 0;
    while (waiting.length > 0 && !this.#isStopped()) {
      const batch = await this.#withoutExpired(waiting.shift() ?? [], attempts);
      if (batch.length === 0) {
        attempts = 0;
        continue;
      }
      const delivered = await this.#deliver(batch);
      if (delivered.kind === "refused") {
        waiting.unshift(batch);
        await this.#rest(throttledMs);
        continue;
      }
      const rest = remaining(batch, delivered);
      this.#told(rest.length === 0 ? "OK" : "PROBLEM: Function call failed");
      if (rest.length === 0) {
        attempts = 0;
        continue;
      }
      attempts = rest.length < batch.length ? 0 : attempts + 1;
      await this.#again(rest, attempts, { waiting, ran: delivered.ran });
      if (waiting[0] !== rest) attempts = 0;
    }
  }

  /** What failed runs again, in halves where the mapping says so, until it has been tried often enough. */
  async #again(
    batch: readonly StreamRecord[],
    attempts: number,
    { waiting, ran }: { readonly waiting: (readonly StreamRecord[])[]; readonly ran: Ran },
  ): Promise<void> {
    const { retriesMax, bisectsOnError } = this.#settings;
    if (bisectsOnError && batch.length > 1) {
      const middle = Math.ceil(batch.length / 2);
      waiting.unshift(batch.slice(0, middle), batch.slice(middle));
      return;
    }
    if (retriesMax >= 0 && attempts > retriesMax) {
      await this.#giveUp(batch, { condition: "RetryAttemptsExhausted", attempts, ran });
      return;
    }
    waiting.unshift(batch);
    await this.#rest(Math.min(retryMsMin * 2 ** Math.max(0, attempts - 1), retryMsMax));
  }

  async #withoutExpired(batch: readonly StreamRecord[], attempts: number): Promise<readonly StreamRecord[]> {
    const { recordAgeSecondsMax } = this.#settings;
    if (recordAgeSecondsMax < 0) return batch;
    const oldest = this.#options.kernel.clock.now() - recordAgeSecondsMax * 1000;
    const expired = batch.filter((record) => createdAt(record) < oldest);
    if (expired.length > 0) await this.#giveUp(expired, { condition: "MaximumRecordAgeExceeded", attempts });
    return expired.length === 0 ? batch : batch.filter((record) => createdAt(record) >= oldest);
  }

  #deliver(batch: readonly StreamRecord[]): Promise<Delivered> {
    const { mapping } = this.#options;
    const records = batch.map((record) => streamRecord(record, mapping.eventSourceArn));
    return deliver(this.#options, records, new Set(batch.map(sequenceOf)), undefined);
  }

  /** Tells the mapping's destination, if it has one, of what nobody will see again. */
  async #giveUp(batch: readonly StreamRecord[], how: GiveUp): Promise<void> {
    const { kernel, mapping, shardId, caller } = this.#options;
    kernel.log.warn("records of a stream were given up", {
      stream: mapping.eventSourceArn,
      records: batch.length,
      reason: how.condition,
    });
    if (mapping.onFailureArn === undefined) return;
    const requestId = kernel.ids.uuid();
    const hasPayload = mapping.onFailureArn.startsWith("arn:aws:s3:");
    const record = streamFailure(batch, { mapping, shardId, requestId, hasPayload, now: kernel.clock.now(), ...how });
    const day = new Date(kernel.clock.now()).toISOString().slice(0, 10).replaceAll("-", "/");
    const { principal } = await caller();
    await sendTo(kernel, mapping.onFailureArn, {
      principal,
      body: JSON.stringify(record),
      source: "lambda",
      detailType: "",
      resources: [],
      key: `aws/lambda/${mapping.uuid}/${shardId}/${day}/${requestId}`,
      traceId: undefined,
    }).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : error;
      kernel.log.warn("record of a failed batch cannot be delivered", { destination: mapping.onFailureArn, reason });
    });
  }

  #measureAge(last: StreamRecord): void {
    const { kernel, store, mapping } = this.#options;
    const target = store.findTarget(mapping.functionName, mapping.qualifier);
    if (target === undefined) return;
    const value = Math.max(0, kernel.clock.now() - createdAt(last));
    recordFunctionMetric(kernel.metrics, target, { name: "IteratorAge", value, unit: "Milliseconds" });
  }

  #told(result: string): void {
    const { store, mapping } = this.#options;
    store.mappings.putResult(mapping.uuid, result);
  }

  get #settings(): StreamSettings {
    const { stream } = this.#options.mapping;
    if (stream === undefined) throw new TypeError("Cannot read a stream without settings for streams");
    return stream;
  }

  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => this.#options.kernel.clock.after(ms, resolve));
  }
}

/** What is left of a batch: all of it after a failure, and of a partial answer all from the first item that failed. */
function remaining(batch: readonly StreamRecord[], delivered: Exclude<Delivered, { kind: "refused" }>) {
  if (delivered.kind === "failed") return batch;
  const first = batch.findIndex((record) => delivered.failed.has(sequenceOf(record)));
  return first < 0 ? [] : first === 0 ? batch : batch.slice(first);
}
