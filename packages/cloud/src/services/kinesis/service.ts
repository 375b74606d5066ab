import { parseArn } from "@millrace/core";
import type { Service } from "../../kernel/service.ts";
import * as consumers from "./consumers.ts";
import * as monitoring from "./monitoring.ts";
import { createStream } from "./operations/create-stream.ts";
import { deleteStream } from "./operations/delete-stream.ts";
import { describeLimits } from "./operations/describe-limits.ts";
import { describeStream } from "./operations/describe-stream.ts";
import { describeStreamSummary } from "./operations/describe-stream-summary.ts";
import { getRecords } from "./operations/get-records.ts";
import { getShardIterator } from "./operations/get-shard-iterator.ts";
import { listShards } from "./operations/list-shards.ts";
import { listStreams } from "./operations/list-streams.ts";
import { mergeShards } from "./operations/merge-shards.ts";
import { putRecord } from "./operations/put-record.ts";
import { putRecords } from "./operations/put-records.ts";
import { splitShard } from "./operations/split-shard.ts";
import { subscribeToShard } from "./operations/subscribe-to-shard.ts";
import { updateMaxRecordSize } from "./operations/update-max-record-size.ts";
import { updateShardCount } from "./operations/update-shard-count.ts";
import { updateStreamMode } from "./operations/update-stream-mode.ts";
import { updateStreamWarmThroughput } from "./operations/update-stream-warm-throughput.ts";
import { readIterator } from "./records/iterator.ts";
import * as resourcePolicies from "./resource-policies.ts";
import { retentionJob, runRetention } from "./retention.ts";
import * as retentionPeriod from "./retention-period.ts";
import { KinesisStore } from "./store.ts";
import * as streamEncryption from "./stream-encryption.ts";
import * as tags from "./tags.ts";

/** What names a stream that may be elsewhere. */
interface Named {
  readonly StreamARN?: string;
  readonly ConsumerARN?: string;
  readonly ResourceARN?: string;
  readonly ShardIterator?: string;
}

/** Amazon Kinesis Data Streams: records in the order in which they came, for as long as a stream keeps them. */
export const kinesis: Service<KinesisStore> = {
  name: "kinesis",
  denial: { code: "AccessDeniedException", status: 400 },
  open: (kernel, scope) => new KinesisStore(kernel, scope),
  homeOf(_operation, { StreamARN, ConsumerARN, ResourceARN, ShardIterator }: Named) {
    const named = StreamARN ?? ConsumerARN ?? ResourceARN;
    const arn = parseArn(named ?? (ShardIterator === undefined ? "" : readIterator(ShardIterator).streamArn));
    return arn === undefined ? undefined : { account: arn.account, region: arn.region };
  },
  resourcePolicy: (store, arn) => store.policy(arn),
  jobs: { [retentionJob]: runRetention },
  stop: (store) => store.subscriptions.endAll(),
  operations: {
    AddTagsToStream: tags.addTagsToStream,
    CreateStream: createStream,
    DecreaseStreamRetentionPeriod: retentionPeriod.decreaseStreamRetentionPeriod,
    DeleteResourcePolicy: resourcePolicies.deleteResourcePolicy,
    DeleteStream: deleteStream,
    DeregisterStreamConsumer: consumers.deregisterStreamConsumer,
    DescribeLimits: describeLimits,
    DescribeStream: describeStream,
    DescribeStreamConsumer: consumers.describeStreamConsumer,
    DescribeStreamSummary: describeStreamSummary,
    DisableEnhancedMonitoring: monitoring.disableEnhancedMonitoring,
    EnableEnhancedMonitoring: monitoring.enableEnhancedMonitoring,
    GetRecords: getRecords,
    GetResourcePolicy: resourcePolicies.getResourcePolicy,
    GetShardIterator: getShardIterator,
    IncreaseStreamRetentionPeriod: retentionPeriod.increaseStreamRetentionPeriod,
    ListShards: listShards,
    ListStreamConsumers: consumers.listStreamConsumers,
    ListStreams: listStreams,
    ListTagsForResource: tags.listTagsForResource,
    ListTagsForStream: tags.listTagsForStream,
    MergeShards: mergeShards,
    PutRecord: putRecord,
    PutRecords: putRecords,
    PutResourcePolicy: resourcePolicies.putResourcePolicy,
    RegisterStreamConsumer: consumers.registerStreamConsumer,
    RemoveTagsFromStream: tags.removeTagsFromStream,
    SplitShard: splitShard,
    StartStreamEncryption: streamEncryption.startStreamEncryption,
    StopStreamEncryption: streamEncryption.stopStreamEncryption,
    SubscribeToShard: subscribeToShard,
    TagResource: tags.tagResource,
    UntagResource: tags.untagResource,
    UpdateMaxRecordSize: updateMaxRecordSize,
    UpdateShardCount: updateShardCount,
    UpdateStreamMode: updateStreamMode,
    UpdateStreamWarmThroughput: updateStreamWarmThroughput,
  },
};
