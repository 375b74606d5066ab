import { type GiveUpCondition, type InOrder, lanesOf, runInOrder, type Tried } from "../../../streams/run-in-order.ts";
import type { ShardWork } from "../../../streams/stream-reading.ts";
import type { StreamRecord } from "../../../streams/stream-record.ts";
import { sendTo } from "../invocations/destination.ts";
import { recordFunctionMetric } from "../invocations/function-metric.ts";
import type { Ran } from "../invocations/run-function.ts";
import { type Delivered, deliver } from "./deliver.ts";
import type { ShardOptions } from "./reader.ts";
import { streamFailure } from "./stream-failure.ts";
import { TumblingWindows } from "./tumbling-windows.ts";

/** Gives the records of one shard to the function, batch by batch, until it is done with them or they are given up. */
export class ShardBatches implements ShardWork {
  readonly #options: ShardOptions;
  readonly #windows: TumblingWindows | undefined;
  readonly #inOrder: InOrder<Ran>;

  constructor(options: ShardOptions) {
    const { settings, mapping, kernel, isStopped } = options;
    this.#options = options;
    this.#inOrder = {
      isStopped,
      clock: kernel.clock,
      batchSize: mapping.batchSize,
      retriesMax: settings.retriesMax,
      ageSecondsMax: settings.recordAgeSecondsMax,
      bisects: settings.bisectsOnError,
      deliver: (batch) => this.#deliver(batch),
      giveUp: (batch, how) => this.#giveUp(batch, how),
    };
    this.#windows = settings.tumblingWindowSeconds > 0 ? new TumblingWindows(options, this.#inOrder) : undefined;
  }

  async run(records: readonly StreamRecord[], done: (record: StreamRecord) => void): Promise<void> {
    const { passes, settings } = this.#options;
    const wanted = records.filter(({ event }) => passes(event));
    if (this.#windows !== undefined) await this.#windows.run(wanted, done);
    else {
      const lanes = wanted.length === 0 ? [] : lanesOf(wanted, settings.parallelization);
      await Promise.all(lanes.map((lane) => runInOrder(this.#inOrder, lane)));
    }
    const last = wanted.at(-1);
    if (last !== undefined) this.#measureAge(last);
  }

  async idle(): Promise<void> {
    await this.#windows?.idle();
  }

  async #deliver(batch: readonly StreamRecord[]): Promise<Tried<Ran>> {
    const { store, mapping } = this.#options;
    const Records = batch.map(({ event }) => event);
    const ids = new Set(batch.map(({ sequenceNumber }) => sequenceNumber));
    const delivered = await deliver(this.#options, { Records, ...this.#windows?.context() }, ids, undefined);
    if (delivered.kind === "refused") return delivered;
    const left = remaining(batch, delivered);
    store.mappings.putResult(mapping.uuid, left.length === 0 ? "OK" : "PROBLEM: Function call failed");
    if (delivered.kind === "done") this.#windows?.learn(delivered.ran);
    return { kind: "tried", left, cause: delivered.ran };
  }

  /** Tells the mapping's destination, if it has one, of what nobody will see again. */
  async #giveUp(
    batch: readonly StreamRecord[],
    how: { readonly condition: GiveUpCondition; readonly attempts: number; readonly cause?: Ran },
  ): Promise<void> {
    const { kernel, mapping, shardId, caller } = this.#options;
    const { condition, attempts, cause: ran } = how;
    kernel.log.warn("records of a stream were given up", {
      stream: mapping.eventSourceArn,
      records: batch.length,
      reason: condition,
    });
    if (mapping.onFailureArn === undefined) return;
    const requestId = kernel.ids.uuid();
    const hasPayload = mapping.onFailureArn.startsWith("arn:aws:s3:");
    const now = kernel.clock.now();
    const record = streamFailure(batch, { mapping, shardId, requestId, hasPayload, now, condition, attempts, ran });
    const day = new Date(now).toISOString().slice(0, 10).replaceAll("-", "/");
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

  #measureAge({ createdAt }: StreamRecord): void {
    const { kernel, store, mapping } = this.#options;
    const target = store.findTarget(mapping.functionName, mapping.qualifier);
    if (target === undefined) return;
    const value = Math.max(0, kernel.clock.now() - createdAt);
    recordFunctionMetric(kernel.metrics, target, { name: "IteratorAge", value, unit: "Milliseconds" });
  }
}

/** What is left of a batch: all of it after a failure, and of a partial answer all from the first item that failed. */
function remaining(batch: readonly StreamRecord[], delivered: Exclude<Delivered, { kind: "refused" }>) {
  if (delivered.kind === "failed") return batch;
  const first = batch.findIndex(({ sequenceNumber }) => delivered.failed.has(sequenceNumber));
  return first < 0 ? [] : batch.slice(first);
}
