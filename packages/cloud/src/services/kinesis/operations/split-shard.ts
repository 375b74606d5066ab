import { invalidArgument } from "../errors.ts";
import { checkShards } from "../limits.ts";
import { shardName } from "../model.ts";
import { onStream } from "../on-stream.ts";
import { checkProvisioned } from "../streams/check-provisioned.ts";
import { findOpenShard } from "../streams/find-shard.ts";
import { keyAfter, keyBefore, printHashKey, readHashKey } from "../streams/hash-key.ts";
import { split } from "../streams/reshard.ts";

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SplitShard.html */
export const splitShard = onStream("SplitShard", ({ store, clock }, stream, input) => {
  checkProvisioned(stream, "SplitShard");
  const shard = findOpenShard(store, stream, input.ShardToSplit);
  const at = readHashKey(input.NewStartingHashKey);
  if (at === undefined || at <= keyAfter(shard.from) || at >= shard.to) {
    throw invalidArgument(
      `NewStartingHashKey ${input.NewStartingHashKey} used in SplitShard() on shard ${shardName(shard.index)} in stream ${stream.name} under account ${store.scope.account} is not both greater than one plus the shard's StartingHashKey ${printHashKey(shard.from)} and less than the shard's EndingHashKey ${printHashKey(keyBefore(shard.to))}.`,
    );
  }
  checkShards(store, 1);

  const now = clock.now();
  store.put({ ...stream, shards: split(stream.shards, shard, at, () => store.nextPlace(now)) });
});
