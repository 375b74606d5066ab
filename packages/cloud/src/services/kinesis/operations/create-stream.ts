import { invalidArgument, streamExists } from "../errors.ts";
import { checkShards } from "../limits.ts";
import { type Stream, streamArn } from "../model.ts";
import { retentionJob } from "../retention.ts";
import type { KinesisOperation, Shapes } from "../shapes.ts";
import { newShards } from "../streams/reshard.ts";
import { checkTags } from "../tags.ts";

/** https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html */
const onDemandShards = 4;
const retentionHours = 24;
const recordKiBMax = 1024;

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html */
export const createStream: KinesisOperation<"CreateStream"> = {
  access: (input, scope) => [
    { action: "kinesis:CreateStream", resource: streamArn(scope, input.StreamName) },
    ...(input.Tags === undefined
      ? []
      : [{ action: "kinesis:AddTagsToStream", resource: streamArn(scope, input.StreamName) }]),
  ],

  run({ store, clock, jobs }, input) {
    const { mode, shardCount } = capacityOf(input);
    if (store.find(input.StreamName) !== undefined) throw streamExists(input.StreamName, store.scope);
    checkShards(store, shardCount);
    checkTags({}, input.Tags ?? {});

    const now = clock.now();
    const id = store.nextPlace(now);
    const stream: Stream = {
      name: input.StreamName,
      id,
      createdAt: now,
      mode,
      retentionHours,
      metrics: [],
      recordKiBMax: input.MaxRecordSizeInKiB ?? recordKiBMax,
      warmMiBps: input.WarmThroughputMiBps,
      tags: input.Tags ?? {},
      shards: newShards(shardCount, id),
    };
    store.put(stream);
    jobs.add(retentionJob, { name: stream.name, id }, { delayMs: retentionHours * 60 * 60 * 1000 });
  },
};

/** Who says nothing of shards wants as many as are needed. */
function capacityOf({ StreamModeDetails, ShardCount }: Shapes["CreateStream"]["input"]) {
  const mode = StreamModeDetails?.StreamMode ?? (ShardCount === undefined ? "ON_DEMAND" : "PROVISIONED");
  if (mode === "ON_DEMAND") {
    if (ShardCount !== undefined) throw invalidArgument("ShardCount must not be provided for ON_DEMAND streams.");
    return { mode, shardCount: onDemandShards };
  }
  if (ShardCount === undefined) throw invalidArgument("ShardCount must be provided for PROVISIONED streams.");
  return { mode, shardCount: ShardCount };
}
