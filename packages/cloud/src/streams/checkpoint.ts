/** How far a shard is read. */
export interface Checkpoint {
  /** Everything up to here is done with. */
  readonly sequenceNumber?: string | undefined;
  /** The shard is closed and read to its end. */
  readonly isFinished: boolean;
}

/** Where it is kept how far the shards of one stream are read for one reader. */
export interface Checkpoints {
  find(shardId: string): Checkpoint | undefined;
  put(shardId: string, checkpoint: Checkpoint): void;
}
