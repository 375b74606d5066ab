import type { Shard as ShardOutput, StreamDescriptionSummary } from "@aws-sdk/client-kinesis";
import type { Scope } from "../../../kernel/operation.ts";
import { isOpen, type Shard, type Stream, shardName, streamArn } from "../model.ts";
import { printSequence } from "../records/sequence-number.ts";
import { printHashKey } from "./hash-key.ts";

export function describeShard(shard: Shard): ShardOutput {
  const { index, parents, from, to, first, last } = shard;
  const [parent, adjacent] = parents;
  return {
    ShardId: shardName(index),
    ...(parent === undefined ? {} : { ParentShardId: shardName(parent) }),
    ...(adjacent === undefined ? {} : { AdjacentParentShardId: shardName(adjacent) }),
    HashKeyRange: { StartingHashKey: printHashKey(from), EndingHashKey: printHashKey(to) },
    SequenceNumberRange: {
      StartingSequenceNumber: printSequence(shard, first),
      ...(last === undefined ? {} : { EndingSequenceNumber: printSequence(shard, last) }),
    },
  };
}

/** What every description of a stream tells. */
export const describeCommon = (scope: Scope, stream: Stream) => ({
  StreamName: stream.name,
  StreamARN: streamArn(scope, stream.name),
  StreamStatus: "ACTIVE" as const,
  StreamModeDetails: { StreamMode: stream.mode },
  RetentionPeriodHours: stream.retentionHours,
  StreamCreationTimestamp: new Date(stream.createdAt),
  EnhancedMonitoring: [{ ShardLevelMetrics: [...stream.metrics] }],
  EncryptionType: stream.encryption?.type ?? ("NONE" as const),
  ...(stream.encryption === undefined ? {} : { KeyId: stream.encryption.keyId }),
});

export const describeSummary = (scope: Scope, stream: Stream, consumers: number): StreamDescriptionSummary => ({
  ...describeCommon(scope, stream),
  OpenShardCount: stream.shards.filter(isOpen).length,
  ConsumerCount: consumers,
  MaxRecordSizeInKiB: stream.recordKiBMax,
  ...(stream.warmMiBps === undefined
    ? {}
    : { WarmThroughput: { TargetMiBps: stream.warmMiBps, CurrentMiBps: stream.warmMiBps } }),
});
