import { streamArn } from "../model.ts";
import { onStream } from "../on-stream.ts";
import { printIterator } from "../records/iterator.ts";
import { startOf } from "../records/start.ts";
import { findShard } from "../streams/find-shard.ts";

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetShardIterator.html */
export const getShardIterator = onStream("GetShardIterator", ({ store, clock }, stream, input) => {
  const shard = findShard(store, stream, input.ShardId);
  const now = clock.now();
  const { ShardIteratorType: type, StartingSequenceNumber: sequence, Timestamp: at } = input;
  const from = startOf(store, { stream, shard, now }, { type, sequence, at });
  return {
    ShardIterator: printIterator({
      streamArn: streamArn(store.scope, stream.name),
      streamId: stream.id,
      shard: shard.index,
      from,
      issuedAt: now,
    }),
  };
});
