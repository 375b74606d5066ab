import { invalidArgument } from "../errors.ts";
import { checkShards } from "../limits.ts";
import { isOpen, streamArn } from "../model.ts";
import { onStream } from "../on-stream.ts";
import { checkProvisioned } from "../streams/check-provisioned.ts";
import { reshard } from "../streams/reshard.ts";

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html */
export const updateShardCount = onStream("UpdateShardCount", ({ store, clock }, stream, input) => {
  checkProvisioned(stream, "UpdateShardCount");
  const current = stream.shards.filter(isOpen).length;
  const { TargetShardCount: target } = input;
  if (target > current * 2 || target < current / 2) {
    throw invalidArgument(
      `UpdateShardCount cannot scale ${target > current ? "up over double" : "down below half"} your current open shard count. Current open shard count: ${current} Target shard count: ${target}`,
    );
  }
  checkShards(store, Math.max(0, target - current));

  const now = clock.now();
  const shards = reshard(stream.shards, target, () => store.nextPlace(now));
  store.put({ ...stream, shards });
  return {
    StreamName: stream.name,
    StreamARN: streamArn(store.scope, stream.name),
    CurrentShardCount: current,
    TargetShardCount: target,
  };
});
