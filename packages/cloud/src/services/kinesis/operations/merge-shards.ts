import { notAdjacent } from "../errors.ts";
import { onStream } from "../on-stream.ts";
import { checkProvisioned } from "../streams/check-provisioned.ts";
import { findOpenShard } from "../streams/find-shard.ts";
import { areAdjacent, merge } from "../streams/reshard.ts";

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_MergeShards.html */
export const mergeShards = onStream("MergeShards", ({ store, clock }, stream, input) => {
  checkProvisioned(stream, "MergeShards");
  const one = findOpenShard(store, stream, input.ShardToMerge);
  const other = findOpenShard(store, stream, input.AdjacentShardToMerge);
  if (!areAdjacent(one, other)) {
    throw notAdjacent(input.ShardToMerge, input.AdjacentShardToMerge, stream.name, store.scope);
  }

  const now = clock.now();
  store.put({ ...stream, shards: merge(stream.shards, [one, other], () => store.nextPlace(now)) });
});
