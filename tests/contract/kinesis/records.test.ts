import {
  CreateStreamCommand,
  DeregisterStreamConsumerCommand,
  DescribeStreamConsumerCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorCommandInput,
  IncreaseStreamRetentionPeriodCommand,
  KinesisClient,
  ListStreamConsumersCommand,
  PutRecordCommand,
  PutRecordsCommand,
  PutResourcePolicyCommand,
  RegisterStreamConsumerCommand,
  SplitShardCommand,
  StartStreamEncryptionCommand,
  StopStreamEncryptionCommand,
  SubscribeToShardCommand,
} from "@aws-sdk/client-kinesis";
import { CreateKeyCommand, DisableKeyCommand } from "@aws-sdk/client-kms";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientConfig, startTestCloud, type TestCloud } from "../../support/cloud.ts";

const hour = 60 * 60 * 1000;
const firstShard = "shardId-000000000000";
let cloud: TestCloud;
let streams = 0;

beforeAll(async () => {
  cloud = await startTestCloud();
});

afterAll(() => cloud.stop());

const arnOf = (StreamName: string) => `arn:aws:kinesis:eu-west-1:000000000000:stream/${StreamName}`;

/** A stream of one shard, and what it takes to write to it and read it. */
async function newStream(ShardCount = 1) {
  const StreamName = `stream-${++streams}`;
  await cloud.kinesis.send(new CreateStreamCommand({ StreamName, ShardCount }));
  const put = (text: string, PartitionKey = "key") =>
    cloud.kinesis.send(new PutRecordCommand({ StreamName, PartitionKey, Data: Buffer.from(text) }));
  const iterator = async (where: Partial<GetShardIteratorCommandInput>) => {
    const input = { StreamName, ShardId: firstShard, ShardIteratorType: "TRIM_HORIZON" as const, ...where };
    return (await cloud.kinesis.send(new GetShardIteratorCommand(input))).ShardIterator ?? "";
  };
  const read = async (where: Partial<GetShardIteratorCommandInput> = {}) => get(await iterator(where));
  return { StreamName, put, iterator, read };
}

async function get(ShardIterator: string, Limit?: number) {
  const page = await cloud.kinesis.send(new GetRecordsCommand({ ShardIterator, Limit }));
  return { ...page, texts: page.Records?.map(({ Data }) => Buffer.from(Data ?? []).toString()) };
}

describe("PutRecord", () => {
  it("gives records of one shard numbers in the order in which they came", async () => {
    const { put, read } = await newStream();

    const numbers = [await put("a"), await put("b"), await put("c")].map(({ SequenceNumber }) => SequenceNumber ?? "");

    expect([...numbers].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))).toEqual(numbers);
    expect(numbers[0]).toMatch(/^49\d{54}$/);
    expect((await read()).Records?.map(({ SequenceNumber }) => SequenceNumber)).toEqual(numbers);
  });

  it("puts a record on the shard that the hash of its key belongs to, or that it says", async () => {
    const { StreamName, put } = await newStream(2);

    const hashed = await put("a", "user-1");
    const explicit = await cloud.kinesis.send(
      new PutRecordCommand({
        StreamName,
        PartitionKey: "k",
        ExplicitHashKey: "0",
        Data: Buffer.from("b"),
      }),
    );

    // The MD5 of `user-1` begins with d.
    expect(hashed.ShardId).toBe("shardId-000000000001");
    expect(explicit.ShardId).toBe(firstShard);
  });

  it("refuses a hash key that is none, and more than a record may have", async () => {
    const { StreamName, put } = await newStream();

    await expect(
      cloud.kinesis.send(
        new PutRecordCommand({
          StreamName,
          PartitionKey: "k",
          ExplicitHashKey: `${2n ** 128n}`,
          Data: Buffer.from(""),
        }),
      ),
    ).rejects.toMatchObject({ name: "InvalidArgumentException" });
    await expect(put("x".repeat(1024 * 1024))).rejects.toMatchObject({ name: "InvalidArgumentException" });
  });

  it("is taken over HTTP/1 as well", async () => {
    const { StreamName, read } = await newStream();
    const client = new KinesisClient({ ...clientConfig(cloud.cloud.endpoint), requestHandler: new NodeHttpHandler() });

    await client.send(new PutRecordCommand({ StreamName, PartitionKey: "k", Data: Buffer.from("one") }));

    client.destroy();
    expect((await read()).texts).toEqual(["one"]);
  });

  it("is let in from another account by the stream's policy alone", async () => {
    const { StreamName, read } = await newStream();
    const client = new KinesisClient({
      ...clientConfig(cloud.cloud.endpoint),
      credentials: { accessKeyId: "111122223333", secretAccessKey: "test" },
    });
    const put = () =>
      client.send(
        new PutRecordCommand({ StreamARN: arnOf(StreamName), PartitionKey: "k", Data: Buffer.from("from afar") }),
      );

    await expect(put()).rejects.toMatchObject({ name: "AccessDeniedException" });
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: "111122223333" },
          Action: "kinesis:PutRecord",
          Resource: arnOf(StreamName),
        },
      ],
    });
    await cloud.kinesis.send(new PutResourcePolicyCommand({ ResourceARN: arnOf(StreamName), Policy }));
    await put();

    client.destroy();
    expect((await read()).texts).toEqual(["from afar"]);
  });
});

describe("PutRecords", () => {
  it("writes all of them", async () => {
    const { StreamName, read } = await newStream();

    const answer = await cloud.kinesis.send(
      new PutRecordsCommand({
        StreamName,
        Records: ["a", "b"].map((text) => ({ PartitionKey: text, Data: Buffer.from(text) })),
      }),
    );

    expect(answer).toMatchObject({ FailedRecordCount: 0, Records: [{ ShardId: firstShard }, { ShardId: firstShard }] });
    expect((await read()).texts).toEqual(["a", "b"]);
  });
});

describe("a request that only wants to know", () => {
  it("is told that it might, and nothing is written", async () => {
    const { StreamName, read } = await newStream();

    await expect(
      cloud.kinesis.send(
        new PutRecordCommand({ StreamName, PartitionKey: "k", Data: Buffer.from("dry"), DryRun: true }),
      ),
    ).rejects.toMatchObject({ name: "DryRunOperationException" });
    expect((await read()).texts).toEqual([]);
  });
});

describe("GetShardIterator", () => {
  it("begins where it is told to", async () => {
    const { StreamName, put, iterator } = await newStream();
    await put("a");
    const { SequenceNumber: StartingSequenceNumber = "" } = await put("b");
    cloud.cloud.advanceClock(60_000);
    const Timestamp = new Date(
      (
        await cloud.kinesis.send(new GetRecordsCommand({ ShardIterator: await iterator({}) }))
      ).Records?.[1]?.ApproximateArrivalTimestamp?.getTime() ?? 0,
    );
    Timestamp.setTime(Timestamp.getTime() + 30_000);
    const latest = await iterator({ ShardIteratorType: "LATEST" });
    await put("c");

    const from = async (where: Partial<GetShardIteratorCommandInput>) => (await get(await iterator(where))).texts;

    expect(await from({ ShardIteratorType: "TRIM_HORIZON" })).toEqual(["a", "b", "c"]);
    expect(await from({ ShardIteratorType: "AT_SEQUENCE_NUMBER", StartingSequenceNumber })).toEqual(["b", "c"]);
    expect(await from({ ShardIteratorType: "AFTER_SEQUENCE_NUMBER", StartingSequenceNumber })).toEqual(["c"]);
    expect(await from({ ShardIteratorType: "AT_TIMESTAMP", Timestamp })).toEqual(["c"]);
    expect((await get(latest)).texts).toEqual(["c"]);
    await expect(iterator({ ShardId: "shardId-000000000007" })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: `Shard shardId-000000000007 in stream ${StreamName} under account 000000000000 does not exist`,
    });
    await expect(iterator({ ShardIteratorType: "AT_SEQUENCE_NUMBER" })).rejects.toMatchObject({
      name: "InvalidArgumentException",
    });
    await expect(
      iterator({ ShardIteratorType: "AT_TIMESTAMP", Timestamp: new Date(Timestamp.getTime() + 24 * hour) }),
    ).rejects.toMatchObject({ name: "InvalidArgumentException" });
  });
});

describe("GetRecords", () => {
  it("gives pages, and tells how far behind they are", async () => {
    const { put, iterator } = await newStream();
    await put("a");
    cloud.cloud.advanceClock(1_000);
    await put("b");

    const first = await get(await iterator({}), 1);
    const second = await get(first.NextShardIterator ?? "");
    const third = await get(second.NextShardIterator ?? "");

    expect(first).toMatchObject({ texts: ["a"], Records: [{ PartitionKey: "key" }] });
    expect(first.MillisBehindLatest).toBeGreaterThanOrEqual(1_000);
    expect(second).toMatchObject({ texts: ["b"], MillisBehindLatest: 0 });
    expect(third).toMatchObject({ texts: [], MillisBehindLatest: 0 });
  });

  it("ends at the end of a closed shard, and names those that go on", async () => {
    const { StreamName, put, read } = await newStream();
    await put("a");
    await cloud.kinesis.send(
      new SplitShardCommand({ StreamName, ShardToSplit: firstShard, NewStartingHashKey: `${2n ** 127n}` }),
    );

    const page = await read();

    expect(page).toMatchObject({
      texts: ["a"],
      ChildShards: [
        { ShardId: "shardId-000000000001", ParentShards: [firstShard] },
        { ShardId: "shardId-000000000002", ParentShards: [firstShard] },
      ],
    });
    expect(page.NextShardIterator).toBeUndefined();
  });

  it("refuses an iterator after five minutes, and one that nobody gave out", async () => {
    const { iterator } = await newStream();
    const old = await iterator({});

    cloud.cloud.advanceClock(5 * 60_000 + 1_000);

    await expect(get(old)).rejects.toMatchObject({ name: "ExpiredIteratorException" });
    await expect(get("made up")).rejects.toMatchObject({
      name: "InvalidArgumentException",
      message: "Invalid ShardIterator.",
    });
  });

  it("shows records for as long as the stream keeps them", async () => {
    const short = await newStream();
    const long = await newStream();
    await cloud.kinesis.send(
      new IncreaseStreamRetentionPeriodCommand({ StreamName: long.StreamName, RetentionPeriodHours: 48 }),
    );
    await short.put("a");
    await long.put("a");

    cloud.cloud.advanceClock(25 * hour);

    expect((await short.read()).texts).toEqual([]);
    expect((await long.read()).texts).toEqual(["a"]);
  });
});

describe("StartStreamEncryption", () => {
  it("writes under a key, which must open what is read", async () => {
    const { StreamName, put, read } = await newStream();
    const { KeyMetadata } = await cloud.kms.send(new CreateKeyCommand({}));
    const KeyId = KeyMetadata?.Arn ?? "";
    const encryption = { StreamName, EncryptionType: "KMS" as const, KeyId };
    await cloud.kinesis.send(new StartStreamEncryptionCommand(encryption));

    expect(await put("secret")).toMatchObject({ EncryptionType: "KMS" });
    expect(await read()).toMatchObject({ texts: ["secret"], Records: [{ EncryptionType: "KMS" }] });
    await cloud.kms.send(new DisableKeyCommand({ KeyId }));
    cloud.cloud.advanceClock(6 * 60_000);
    await expect(read()).rejects.toMatchObject({ name: "KMSDisabledException" });
    await expect(put("more")).rejects.toMatchObject({ name: "KMSDisabledException" });
    await cloud.kinesis.send(new StopStreamEncryptionCommand(encryption));
    expect((await put("plain")).EncryptionType).toBeUndefined();
  });

  it("refuses a key that is not there", async () => {
    const { StreamName } = await newStream();

    await expect(
      cloud.kinesis.send(
        new StartStreamEncryptionCommand({
          StreamName,
          EncryptionType: "KMS",
          KeyId: "00000000-0000-0000-0000-000000000000",
        }),
      ),
    ).rejects.toMatchObject({ name: "KMSNotFoundException" });
  });
});

describe("SubscribeToShard", () => {
  it("sends a consumer what is there and what comes, until it goes away", async () => {
    const { StreamName, put } = await newStream();
    await put("before");
    const StreamARN = arnOf(StreamName);
    const { Consumer } = await cloud.kinesis.send(
      new RegisterStreamConsumerCommand({ StreamARN, ConsumerName: "reader" }),
    );
    const ConsumerARN = Consumer?.ConsumerARN ?? "";

    const { EventStream = [] } = await cloud.kinesis.send(
      new SubscribeToShardCommand({ ConsumerARN, ShardId: firstShard, StartingPosition: { Type: "TRIM_HORIZON" } }),
    );
    const texts: string[] = [];
    for await (const { SubscribeToShardEvent: event } of EventStream as AsyncIterable<{
      SubscribeToShardEvent?: { Records: { Data: Uint8Array | undefined }[] | undefined };
    }>) {
      if (texts.length === 0) await put("after");
      texts.push(...(event?.Records ?? []).map(({ Data }) => Buffer.from(Data ?? []).toString()));
      if (texts.length === 2) break;
    }

    expect(texts).toEqual(["before", "after"]);
  });
});

describe("the consumers of a stream", () => {
  it("are registered, described, listed and gone", async () => {
    const { StreamName } = await newStream();
    const StreamARN = arnOf(StreamName);
    const register = () => cloud.kinesis.send(new RegisterStreamConsumerCommand({ StreamARN, ConsumerName: "reader" }));

    const { Consumer } = await register();
    await expect(register()).rejects.toMatchObject({ name: "ResourceInUseException" });
    const ConsumerARN = Consumer?.ConsumerARN ?? "";
    const byName = await cloud.kinesis.send(new DescribeStreamConsumerCommand({ StreamARN, ConsumerName: "reader" }));
    const listed = await cloud.kinesis.send(new ListStreamConsumersCommand({ StreamARN }));

    expect(Consumer).toMatchObject({ ConsumerName: "reader", ConsumerStatus: "CREATING" });
    expect(ConsumerARN).toMatch(/stream\/stream-\d+\/consumer\/reader:\d{10}$/);
    expect(byName.ConsumerDescription).toMatchObject({ ConsumerARN, StreamARN, ConsumerStatus: "ACTIVE" });
    expect(listed.Consumers).toMatchObject([{ ConsumerARN }]);
    await cloud.kinesis.send(new DeregisterStreamConsumerCommand({ ConsumerARN }));
    await expect(cloud.kinesis.send(new DescribeStreamConsumerCommand({ ConsumerARN }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });
});
