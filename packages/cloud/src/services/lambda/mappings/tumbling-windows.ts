import { type InOrder, runInOrder } from "../../../streams/run-in-order.ts";
import type { StreamRecord } from "../../../streams/stream-record.ts";
import type { Ran } from "../invocations/run-function.ts";
import { deliver } from "./deliver.ts";
import type { TumblingWindow } from "./mapping-model.ts";
import type { ShardOptions } from "./reader.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html */
const stateBytesMax = 1024 * 1024;
const retryMs = 1_000;
const retryMsMax = 60_000;

/**
 * Records by the window of time that they came in. What a function answers as `state` is given to its next batch of the same
 * window; when the window is over, it is called once more without records.
 */
export class TumblingWindows {
  readonly #options: ShardOptions;
  readonly #inOrder: InOrder<Ran>;
  readonly #windowMs: number;
  /** Kept, so that what a window holds survives a restart. */
  #window: TumblingWindow | undefined;

  constructor(options: ShardOptions, inOrder: InOrder<Ran>) {
    this.#options = options;
    this.#inOrder = inOrder;
    this.#windowMs = options.settings.tumblingWindowSeconds * 1000;
    this.#window = options.store.mappings.window(options.mapping.uuid, options.shardId);
  }

  /** `done` is told of each part that is done with: what the state holds must not be run again. */
  async run(records: readonly StreamRecord[], done: (record: StreamRecord) => void): Promise<void> {
    const { isStopped } = this.#options;
    for (let at = 0; at < records.length && !isStopped(); ) {
      const start = this.#startOf(records[at]?.createdAt ?? 0);
      const after = records.findIndex((record, index) => index > at && this.#startOf(record.createdAt) !== start);
      const part = records.slice(at, after < 0 ? undefined : after);
      if (this.#window !== undefined && this.#window.start !== start) await this.#close(false);
      if (isStopped()) return;
      this.#window ??= { start, state: {} };
      await runInOrder(this.#inOrder, part);
      const last = part.at(-1);
      if (isStopped() || last === undefined) return;
      this.#keep();
      done(last);
      if (Buffer.byteLength(JSON.stringify(this.#window.state)) > stateBytesMax) await this.#close(true);
      at += part.length;
    }
  }

  /** Ends the window when its time is over and nothing more came. */
  async idle(): Promise<void> {
    const { clock } = this.#options.kernel;
    if (this.#window !== undefined && clock.now() >= this.#window.start + this.#windowMs) await this.#close(false);
  }

  /** What an event tells of its window. */
  context(isFinal = false, isEarly = false): object {
    const { shardId, mapping } = this.#options;
    const { start = 0, state = {} } = this.#window ?? {};
    return {
      window: { start: written(start), end: written(start + this.#windowMs) },
      state,
      shardId,
      eventSourceARN: mapping.eventSourceArn,
      isFinalInvokeForWindow: isFinal,
      isWindowTerminatedEarly: isEarly,
    };
  }

  learn({ body }: Ran): void {
    if (this.#window !== undefined) this.#window = { ...this.#window, state: stateOf(body) };
  }

  async #close(isEarly: boolean): Promise<void> {
    const { kernel, isStopped, settings } = this.#options;
    const event = { Records: [], ...this.context(true, isEarly) };
    for (let attempts = 0; !isStopped(); attempts++) {
      const delivered = await deliver(this.#options, event, new Set(), undefined);
      const isOver = settings.retriesMax >= 0 && attempts >= settings.retriesMax;
      if (delivered.kind === "done" || (delivered.kind === "failed" && isOver)) break;
      const delayMs = Math.min(retryMs * 2 ** attempts, retryMsMax);
      await new Promise<void>((resolve) => kernel.clock.after(delayMs, resolve));
    }
    if (isStopped()) return;
    this.#window = undefined;
    this.#keep();
  }

  #keep(): void {
    const { store, mapping, shardId } = this.#options;
    store.mappings.putWindow(mapping.uuid, shardId, this.#window);
  }

  #startOf(at: number): number {
    return at - (at % this.#windowMs);
  }
}

/** A function that answers no state has none. */
function stateOf(body: Buffer): object {
  try {
    const answer: unknown = JSON.parse(body.toString("utf8"));
    const state = typeof answer === "object" && answer !== null && "state" in answer ? answer.state : undefined;
    return typeof state === "object" && state !== null ? state : {};
  } catch {
    return {};
  }
}

/** Without fractions, as AWS writes it. */
const written = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
