import {
  AddTagsToStreamCommand,
  CreateStreamCommand,
  DecreaseStreamRetentionPeriodCommand,
  DeleteResourcePolicyCommand,
  DeleteStreamCommand,
  DescribeLimitsCommand,
  DescribeStreamCommand,
  DescribeStreamSummaryCommand,
  DisableEnhancedMonitoringCommand,
  EnableEnhancedMonitoringCommand,
  GetResourcePolicyCommand,
  IncreaseStreamRetentionPeriodCommand,
  ListShardsCommand,
  ListStreamsCommand,
  ListTagsForResourceCommand,
  ListTagsForStreamCommand,
  MergeShardsCommand,
  PutResourcePolicyCommand,
  RemoveTagsFromStreamCommand,
  SplitShardCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateMaxRecordSizeCommand,
  UpdateShardCountCommand,
  UpdateStreamModeCommand,
  UpdateStreamWarmThroughputCommand,
} from "@aws-sdk/client-kinesis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
let streams = 0;

beforeAll(async () => {
  cloud = await startTestCloud();
});

afterAll(() => cloud.stop());

const arnOf = (StreamName: string) => `arn:aws:kinesis:eu-west-1:000000000000:stream/${StreamName}`;

async function newStream(ShardCount = 1): Promise<string> {
  const StreamName = `stream-${++streams}`;
  await cloud.kinesis.send(new CreateStreamCommand({ StreamName, ShardCount }));
  return StreamName;
}

async function shardsOf(StreamName: string) {
  const { Shards = [] } = await cloud.kinesis.send(new ListShardsCommand({ StreamName }));
  return Shards;
}

const openOnly = (shards: Awaited<ReturnType<typeof shardsOf>>) =>
  shards.filter(({ SequenceNumberRange }) => SequenceNumberRange?.EndingSequenceNumber === undefined);

describe("CreateStream", () => {
  it("makes a stream of as many shards as asked for, which share the hash keys", async () => {
    const StreamName = await newStream(2);

    const { StreamDescription } = await cloud.kinesis.send(new DescribeStreamCommand({ StreamName }));

    expect(StreamDescription).toMatchObject({
      StreamName,
      StreamARN: arnOf(StreamName),
      StreamStatus: "ACTIVE",
      StreamModeDetails: { StreamMode: "PROVISIONED" },
      RetentionPeriodHours: 24,
      HasMoreShards: false,
      EncryptionType: "NONE",
    });
    expect(StreamDescription?.Shards?.map(({ ShardId, HashKeyRange }) => ({ ShardId, ...HashKeyRange }))).toEqual([
      {
        ShardId: "shardId-000000000000",
        StartingHashKey: "0",
        EndingHashKey: "170141183460469231731687303715884105727",
      },
      {
        ShardId: "shardId-000000000001",
        StartingHashKey: "170141183460469231731687303715884105728",
        EndingHashKey: "340282366920938463463374607431768211455",
      },
    ]);
    expect(StreamDescription?.Shards?.[0]?.SequenceNumberRange?.StartingSequenceNumber).toMatch(/^49\d{54}$/);
  });

  it("makes one on demand where nothing is said of shards", async () => {
    const StreamName = `stream-${++streams}`;

    await cloud.kinesis.send(new CreateStreamCommand({ StreamName }));

    const { StreamDescriptionSummary } = await cloud.kinesis.send(new DescribeStreamSummaryCommand({ StreamName }));
    expect(StreamDescriptionSummary).toMatchObject({
      StreamModeDetails: { StreamMode: "ON_DEMAND" },
      OpenShardCount: 4,
      ConsumerCount: 0,
    });
    await expect(
      cloud.kinesis.send(
        new UpdateShardCountCommand({ StreamName, TargetShardCount: 2, ScalingType: "UNIFORM_SCALING" }),
      ),
    ).rejects.toMatchObject({ name: "ValidationException" });
  });

  it("refuses a name that is taken", async () => {
    const StreamName = await newStream();

    await expect(cloud.kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }))).rejects.toMatchObject({
      name: "ResourceInUseException",
      message: `Stream ${StreamName} under account 000000000000 already exists.`,
    });
  });

  it("refuses more shards than an account may have", async () => {
    const { ShardLimit = 0, OpenShardCount = 0 } = await cloud.kinesis.send(new DescribeLimitsCommand({}));

    await expect(
      cloud.kinesis.send(new CreateStreamCommand({ StreamName: "wide", ShardCount: ShardLimit - OpenShardCount + 1 })),
    ).rejects.toMatchObject({ name: "LimitExceededException" });
  });
});

describe("DeleteStream", () => {
  it("removes a stream, which is found no more", async () => {
    const StreamName = await newStream();

    await cloud.kinesis.send(new DeleteStreamCommand({ StreamARN: arnOf(StreamName) }));

    await expect(cloud.kinesis.send(new DescribeStreamCommand({ StreamName }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: `Stream ${StreamName} under account 000000000000 not found.`,
    });
  });
});

describe("ListStreams", () => {
  it("gives pages in the order of names", async () => {
    const names = [await newStream(), await newStream()];

    const first = await cloud.kinesis.send(new ListStreamsCommand({ Limit: 1 }));
    const rest = await cloud.kinesis.send(new ListStreamsCommand({ NextToken: first.NextToken }));
    const after = await cloud.kinesis.send(
      new ListStreamsCommand({ ExclusiveStartStreamName: first.StreamNames?.[0] }),
    );

    expect(first).toMatchObject({ HasMoreStreams: true, StreamNames: [expect.any(String)] });
    expect([...(first.StreamNames ?? []), ...(rest.StreamNames ?? [])]).toEqual(expect.arrayContaining(names));
    expect(after.StreamNames).toEqual(rest.StreamNames);
    expect(rest.StreamSummaries?.[0]).toMatchObject({ StreamStatus: "ACTIVE" });
  });
});

describe("SplitShard", () => {
  it("closes a shard, and two others go on with its keys", async () => {
    const StreamName = await newStream();

    await cloud.kinesis.send(
      new SplitShardCommand({ StreamName, ShardToSplit: "shardId-000000000000", NewStartingHashKey: "1000" }),
    );

    const [parent, lower, upper] = await shardsOf(StreamName);
    expect(parent?.SequenceNumberRange?.EndingSequenceNumber).toMatch(/^49\d{54}$/);
    expect(lower).toMatchObject({
      ParentShardId: "shardId-000000000000",
      HashKeyRange: { StartingHashKey: "0", EndingHashKey: "999" },
    });
    expect(upper).toMatchObject({
      ShardId: "shardId-000000000002",
      HashKeyRange: { StartingHashKey: "1000", EndingHashKey: "340282366920938463463374607431768211455" },
    });
  });

  it("refuses a key outside the shard, a closed shard, and one that is not there", async () => {
    const StreamName = await newStream();
    const split = (ShardToSplit: string, NewStartingHashKey: string) =>
      cloud.kinesis.send(new SplitShardCommand({ StreamName, ShardToSplit, NewStartingHashKey }));

    await expect(split("shardId-000000000000", "0")).rejects.toMatchObject({ name: "InvalidArgumentException" });
    await split("shardId-000000000000", "1000");
    await expect(split("shardId-000000000000", "2000")).rejects.toMatchObject({ name: "ResourceInUseException" });
    await expect(split("shardId-000000000009", "2000")).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: `Could not find shard shardId-000000000009 in stream ${StreamName} under account 000000000000.`,
    });
  });
});

describe("MergeShards", () => {
  it("closes two shards that lie side by side, and a third goes on with both", async () => {
    const StreamName = await newStream(3);
    const merge = (ShardToMerge: string, AdjacentShardToMerge: string) =>
      cloud.kinesis.send(new MergeShardsCommand({ StreamName, ShardToMerge, AdjacentShardToMerge }));

    await expect(merge("shardId-000000000000", "shardId-000000000002")).rejects.toMatchObject({
      name: "InvalidArgumentException",
    });
    await merge("shardId-000000000001", "shardId-000000000000");

    const shards = await shardsOf(StreamName);
    expect(shards.at(-1)).toMatchObject({
      ShardId: "shardId-000000000003",
      ParentShardId: "shardId-000000000001",
      AdjacentParentShardId: "shardId-000000000000",
      HashKeyRange: { StartingHashKey: "0" },
    });
    expect(openOnly(shards)).toHaveLength(2);
  });
});

describe("UpdateShardCount", () => {
  it.each([
    [4, 3],
    [3, 5],
    [2, 1],
    [1, 2],
  ])("makes %i shards %i, all as wide, by splits and merges", async (before, after) => {
    const StreamName = await newStream(before);

    const answer = await cloud.kinesis.send(
      new UpdateShardCountCommand({ StreamName, TargetShardCount: after, ScalingType: "UNIFORM_SCALING" }),
    );

    const open = openOnly(await shardsOf(StreamName));
    const starts = open
      .map(({ HashKeyRange }) => BigInt(HashKeyRange?.StartingHashKey ?? -1))
      .sort((a, b) => (a < b ? -1 : 1));
    expect(answer).toMatchObject({ CurrentShardCount: before, TargetShardCount: after });
    expect(starts).toEqual(Array.from({ length: after }, (_, at) => (2n ** 128n * BigInt(at)) / BigInt(after)));
  });

  it("refuses more than twice as many, and less than half", async () => {
    const StreamName = await newStream(4);
    const update = (TargetShardCount: number) =>
      cloud.kinesis.send(new UpdateShardCountCommand({ StreamName, TargetShardCount, ScalingType: "UNIFORM_SCALING" }));

    await expect(update(9)).rejects.toMatchObject({ name: "InvalidArgumentException" });
    await expect(update(1)).rejects.toMatchObject({ name: "InvalidArgumentException" });
  });
});

describe("ListShards", () => {
  it("gives pages, and only what a filter asks for", async () => {
    const StreamName = await newStream(3);
    await cloud.kinesis.send(
      new MergeShardsCommand({
        StreamName,
        ShardToMerge: "shardId-000000000000",
        AdjacentShardToMerge: "shardId-000000000001",
      }),
    );
    const idsOf = ({ Shards = [] }: { Shards?: { ShardId?: string | undefined }[] | undefined }) =>
      Shards.map(({ ShardId }) => Number(ShardId?.slice("shardId-".length)));

    const first = await cloud.kinesis.send(new ListShardsCommand({ StreamName, MaxResults: 3 }));
    const second = await cloud.kinesis.send(new ListShardsCommand({ NextToken: first.NextToken }));
    const latest = await cloud.kinesis.send(new ListShardsCommand({ StreamName, ShardFilter: { Type: "AT_LATEST" } }));
    const oldest = await cloud.kinesis.send(
      new ListShardsCommand({ StreamName, ShardFilter: { Type: "AT_TRIM_HORIZON" } }),
    );

    expect(idsOf(first)).toEqual([0, 1, 2]);
    expect(idsOf(second)).toEqual([3]);
    expect(idsOf(latest)).toEqual([2, 3]);
    expect(idsOf(oldest)).toEqual([0, 1, 2]);
    await expect(cloud.kinesis.send(new ListShardsCommand({ NextToken: "x" }))).rejects.toMatchObject({
      name: "InvalidArgumentException",
    });
  });
});

describe("the settings of a stream", () => {
  it("are how long it keeps records, within what AWS allows", async () => {
    const StreamName = await newStream();
    const to = (RetentionPeriodHours: number) =>
      cloud.kinesis.send(new IncreaseStreamRetentionPeriodCommand({ StreamName, RetentionPeriodHours }));

    await to(48);
    await expect(to(25)).rejects.toMatchObject({
      name: "InvalidArgumentException",
      message: `Requested retention period (25 hours) for stream ${StreamName} can not be shorter than existing retention period (48 hours). Use DecreaseRetentionPeriod API.`,
    });
    await cloud.kinesis.send(new DecreaseStreamRetentionPeriodCommand({ StreamName, RetentionPeriodHours: 24 }));

    const { StreamDescription } = await cloud.kinesis.send(new DescribeStreamCommand({ StreamName }));
    expect(StreamDescription?.RetentionPeriodHours).toBe(24);
  });

  it("are metrics, mode, sizes", async () => {
    const StreamName = await newStream();

    const enabled = await cloud.kinesis.send(
      new EnableEnhancedMonitoringCommand({ StreamName, ShardLevelMetrics: ["ALL"] }),
    );
    const disabled = await cloud.kinesis.send(
      new DisableEnhancedMonitoringCommand({ StreamName, ShardLevelMetrics: ["IncomingBytes"] }),
    );
    await cloud.kinesis.send(
      new UpdateStreamModeCommand({ StreamARN: arnOf(StreamName), StreamModeDetails: { StreamMode: "ON_DEMAND" } }),
    );
    await cloud.kinesis.send(
      new UpdateMaxRecordSizeCommand({ StreamARN: arnOf(StreamName), MaxRecordSizeInKiB: 2048 }),
    );
    await cloud.kinesis.send(
      new UpdateStreamWarmThroughputCommand({ StreamARN: arnOf(StreamName), WarmThroughputMiBps: 20 }),
    );

    expect(enabled.DesiredShardLevelMetrics).toHaveLength(7);
    expect(disabled.DesiredShardLevelMetrics).toHaveLength(6);
    const { StreamDescriptionSummary } = await cloud.kinesis.send(new DescribeStreamSummaryCommand({ StreamName }));
    expect(StreamDescriptionSummary).toMatchObject({
      StreamModeDetails: { StreamMode: "ON_DEMAND" },
      MaxRecordSizeInKiB: 2048,
      WarmThroughput: { TargetMiBps: 20 },
    });
  });

  it("are tags, by name and by ARN", async () => {
    const StreamName = await newStream();
    const ResourceARN = arnOf(StreamName);

    await cloud.kinesis.send(new AddTagsToStreamCommand({ StreamName, Tags: { a: "1", b: "2" } }));
    await cloud.kinesis.send(new TagResourceCommand({ ResourceARN, Tags: { c: "3" } }));
    await cloud.kinesis.send(new RemoveTagsFromStreamCommand({ StreamName, TagKeys: ["a"] }));
    await cloud.kinesis.send(new UntagResourceCommand({ ResourceARN, TagKeys: ["b"] }));

    const byName = await cloud.kinesis.send(new ListTagsForStreamCommand({ StreamName }));
    const byArn = await cloud.kinesis.send(new ListTagsForResourceCommand({ ResourceARN }));
    expect(byName).toMatchObject({ Tags: [{ Key: "c", Value: "3" }], HasMoreTags: false });
    expect(byArn.Tags).toEqual(byName.Tags);
  });

  it("are a policy of its own", async () => {
    const ResourceARN = arnOf(await newStream());
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "kinesis:PutRecord", Resource: ResourceARN },
      ],
    });

    await cloud.kinesis.send(new PutResourcePolicyCommand({ ResourceARN, Policy }));

    expect(await cloud.kinesis.send(new GetResourcePolicyCommand({ ResourceARN }))).toMatchObject({ Policy });
    await cloud.kinesis.send(new DeleteResourcePolicyCommand({ ResourceARN }));
    await expect(cloud.kinesis.send(new DeleteResourcePolicyCommand({ ResourceARN }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    await expect(
      cloud.kinesis.send(new PutResourcePolicyCommand({ ResourceARN, Policy: "no policy" })),
    ).rejects.toMatchObject({ name: "InvalidArgumentException" });
  });
});
