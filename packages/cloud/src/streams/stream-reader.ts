import { ShardReader } from "./shard-reader.ts";
import type { StreamReading } from "./stream-reading.ts";
import type { SourceShard } from "./stream-source.ts";

/** New shards are looked for about so often; closed ones make new ones every few hours on AWS. */
const lookMs = 1_000;
const troubleMs = 5_000;

/** Reads a stream: a reader per shard, and no shard before those that it came from are read to their end. */
export class StreamReader {
  readonly #reading: StreamReading;
  readonly #shards = new Map<string, ShardReader>();
  #isStopped = false;

  constructor(reading: StreamReading) {
    this.#reading = reading;
  }

  start(): void {
    void this.#look();
  }

  /** What runs is left to end by itself; nothing new begins. */
  stop(): void {
    this.#isStopped = true;
    for (const shard of this.#shards.values()) shard.stop();
  }

  async #look(): Promise<void> {
    const { source, wall } = this.#reading;
    let isFirst = true;
    while (!this.#isStopped) {
      let restMs = lookMs;
      try {
        const shards = await source.shards();
        for (const shard of shards) if (!this.#isStopped) this.#follow(shard, shards, isFirst);
        isFirst = false;
      } catch (error) {
        this.#tell(error);
        restMs = troubleMs;
      }
      await new Promise<void>((resolve) => wall.after(restMs, resolve));
    }
  }

  #tell(error: unknown): void {
    if (this.#isStopped) return;
    const { log, name, onTrouble } = this.#reading;
    const reason = error instanceof Error ? error.message : error;
    log.warn("stream cannot be read", { reader: name, reason });
    onTrouble?.(error);
  }

  /** `isFirst`: the shard was there when reading began, so that LATEST leaves out what it held already. */
  #follow({ id, parents }: SourceShard, all: readonly SourceShard[], isFirst: boolean): void {
    const { checkpoints, start } = this.#reading;
    const isDone = (shard: string) => checkpoints.find(shard)?.isFinished === true;
    if (this.#shards.has(id) || isDone(id)) return;
    if (parents.some((parent) => all.some((shard) => shard.id === parent) && !isDone(parent))) return;
    const reader = new ShardReader(this.#reading, {
      id,
      start: isFirst ? start : { kind: "oldest" },
      onEnd: () => this.#shards.delete(id),
    });
    this.#shards.set(id, reader);
    reader.start();
  }
}
