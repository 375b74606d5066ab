import type { Clock, Log } from "@millrace/core";
import type { Checkpoints } from "./checkpoint.ts";
import type { StreamRecord } from "./stream-record.ts";
import type { Place, StreamSource } from "./stream-source.ts";

/** What is read, for whom, and how much of it at a time. */
export interface StreamReading {
  readonly clock: Clock;
  readonly wall: Clock;
  readonly log: Log;
  /** What logs call it by. */
  readonly name: string;
  readonly source: StreamSource;
  readonly checkpoints: Checkpoints;
  /** Where shards begin that were there when reading began; later ones begin at their beginning. */
  readonly start: Place;
  readonly countMax: number;
  /** What comes within this time of the first record belongs to one batch. */
  readonly windowMs: number;
  /** What becomes of the records of one shard. */
  readonly work: (shardId: string, isStopped: () => boolean) => ShardWork;
  /** Hears of a stream that cannot be read. */
  readonly onTrouble?: (error: unknown) => void;
}

export interface ShardWork {
  /** Resolves when every record is done with, one way or another, or nothing more is to be read. */
  run(records: readonly StreamRecord[], done: (record: StreamRecord) => void): Promise<void>;
  /** Nothing came. */
  idle?(): Promise<void>;
}
