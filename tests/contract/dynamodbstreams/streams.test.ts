import {
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  PutItemCommand,
  type StreamViewType,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type ListStreamsCommandOutput,
  type ShardIteratorType,
} from "@aws-sdk/client-dynamodb-streams";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";

const hour = 60 * 60 * 1000;
let cloud: TestCloud;
let tables = 0;

beforeAll(async () => {
  cloud = await startTestCloud();
});

afterAll(() => cloud.stop());

/** A table with a stream, and what it takes to write to it. */
async function streamed(StreamViewType: StreamViewType = "NEW_AND_OLD_IMAGES") {
  const TableName = `table-${++tables}`;
  const { TableDescription } = await cloud.dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      StreamSpecification: { StreamEnabled: true, StreamViewType },
    }),
  );
  const StreamArn = TableDescription?.LatestStreamArn ?? "";
  const put = (pk: string, n = "1") =>
    cloud.dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, n: { N: n } } }));
  return { TableName, StreamArn, put };
}

async function shardsOf(StreamArn: string) {
  const { StreamDescription } = await cloud.dynamodbstreams.send(new DescribeStreamCommand({ StreamArn }));
  return StreamDescription?.Shards ?? [];
}

async function iteratorOf(StreamArn: string, ShardIteratorType: ShardIteratorType, SequenceNumber?: string, at = 0) {
  const ShardId = (await shardsOf(StreamArn))[at]?.ShardId;
  const { ShardIterator } = await cloud.dynamodbstreams.send(
    new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType, SequenceNumber }),
  );
  return ShardIterator ?? "";
}

const read = (ShardIterator: string, Limit?: number) =>
  cloud.dynamodbstreams.send(new GetRecordsCommand({ ShardIterator, Limit }));

async function recordsOf(StreamArn: string) {
  const { Records } = await read(await iteratorOf(StreamArn, "TRIM_HORIZON"));
  return Records ?? [];
}

describe("GetRecords", () => {
  it("tells insertions, changes and removals in their order, with both images", async () => {
    const { TableName, StreamArn, put } = await streamed();
    await put("a");
    await cloud.dynamodb.send(
      new UpdateItemCommand({ TableName, Key: { pk: { S: "a" } }, UpdateExpression: "REMOVE n" }),
    );
    await cloud.dynamodb.send(new DeleteItemCommand({ TableName, Key: { pk: { S: "a" } } }));

    const records = await recordsOf(StreamArn);

    const pk = { pk: { S: "a" } };
    expect(records.map(({ eventName }) => eventName)).toEqual(["INSERT", "MODIFY", "REMOVE"]);
    expect(records.map(({ dynamodb }) => [dynamodb?.OldImage, dynamodb?.NewImage])).toEqual([
      [undefined, { ...pk, n: { N: "1" } }],
      [{ ...pk, n: { N: "1" } }, pk],
      [pk, undefined],
    ]);
    expect(records[0]).toMatchObject({
      eventVersion: "1.1",
      eventSource: "aws:dynamodb",
      awsRegion: "eu-west-1",
      dynamodb: { Keys: pk, SizeBytes: 9, StreamViewType: "NEW_AND_OLD_IMAGES" },
    });
    expect(new Set(records.map(({ eventID }) => eventID)).size).toBe(3);
  });

  it.each([
    ["KEYS_ONLY", false, false],
    ["NEW_IMAGE", false, true],
    ["OLD_IMAGE", true, false],
    ["NEW_AND_OLD_IMAGES", true, true],
  ] as const)("holds the images that %s asks for", async (viewType, hasOld, hasNew) => {
    const { StreamArn, put } = await streamed(viewType);
    await put("a", "1");
    await put("a", "2");

    const [, change] = await recordsOf(StreamArn);

    expect(change?.dynamodb?.Keys).toEqual({ pk: { S: "a" } });
    expect(change?.dynamodb?.OldImage?.["n"]).toEqual(hasOld ? { N: "1" } : undefined);
    expect(change?.dynamodb?.NewImage?.["n"]).toEqual(hasNew ? { N: "2" } : undefined);
  });

  it("tells nothing about writes that change nothing", async () => {
    const { TableName, StreamArn, put } = await streamed();
    await put("a");
    await put("a");
    await cloud.dynamodb.send(new DeleteItemCommand({ TableName, Key: { pk: { S: "none" } } }));

    expect(await recordsOf(StreamArn)).toHaveLength(1);
  });

  it("tells every part of a transaction, and nothing of one that was cancelled", async () => {
    const { TableName, StreamArn, put } = await streamed();
    await put("a");
    const parts = (condition: string) => [
      { Put: { TableName, Item: { pk: { S: "b" } } } },
      { Delete: { TableName, Key: { pk: { S: "a" } }, ConditionExpression: condition } },
    ];

    await cloud.dynamodb.send(new TransactWriteItemsCommand({ TransactItems: parts("attribute_exists(pk)") }));
    const cancelled = cloud.dynamodb.send(
      new TransactWriteItemsCommand({ TransactItems: parts("attribute_exists(pk)") }),
    );

    await expect(cancelled).rejects.toThrow("ConditionalCheckFailed");
    expect((await recordsOf(StreamArn)).map(({ eventName }) => eventName)).toEqual(["INSERT", "INSERT", "REMOVE"]);
  });

  it("goes on page by page", async () => {
    const { StreamArn, put } = await streamed();
    for (const pk of ["a", "b", "c"]) await put(pk);

    const first = await read(await iteratorOf(StreamArn, "TRIM_HORIZON"), 2);
    const second = await read(first.NextShardIterator ?? "", 2);
    const third = await read(second.NextShardIterator ?? "", 2);
    await put("d");
    const fourth = await read(third.NextShardIterator ?? "", 2);

    const keys = [first, second, third, fourth].map(({ Records }) =>
      Records?.map(({ dynamodb }) => dynamodb?.Keys?.["pk"]?.S),
    );
    expect(keys).toEqual([["a", "b"], ["c"], [], ["d"]]);
  });

  it("says that DynamoDB itself deleted what expired", async () => {
    const { TableName, StreamArn } = await streamed();
    await cloud.dynamodb.send(
      new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { Enabled: true, AttributeName: "until" } }),
    );
    const until = String(Math.floor((Date.now() + cloudOffsetMs) / 1000) + 60);
    await cloud.dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: "a" }, until: { N: until } } }));

    advance(120_000);
    const removal = await eventually(async () =>
      (await recordsOf(StreamArn)).find(({ eventName }) => eventName === "REMOVE"),
    );

    expect(removal.userIdentity).toEqual({ Type: "Service", PrincipalId: "dynamodb.amazonaws.com" });
    expect(removal.dynamodb?.OldImage?.["until"]).toEqual({ N: until });
  });

  it("refuses iterators that are too old or were made by nobody", async () => {
    const { StreamArn } = await streamed();
    const old = await iteratorOf(StreamArn, "LATEST");

    advance(15 * 60 * 1000 + 1000);

    await expect(read(old)).rejects.toMatchObject({ name: "ExpiredIteratorException" });
    await expect(read(`${StreamArn}|1|bm9uc2Vuc2U=`)).rejects.toThrow("Invalid ShardIterator");
  });

  it("forgets records after a day", async () => {
    const { StreamArn, put } = await streamed();
    await put("a");
    const [record] = await recordsOf(StreamArn);

    advance(23 * hour);
    await put("b");
    const before = await recordsOf(StreamArn);
    advance(hour + 1000);
    const after = await recordsOf(StreamArn);
    const trimmed = iteratorOf(StreamArn, "AFTER_SEQUENCE_NUMBER", record?.dynamodb?.SequenceNumber);

    expect(before.map(({ dynamodb }) => dynamodb?.Keys?.["pk"]?.S)).toEqual(["a"]);
    expect(after.map(({ dynamodb }) => dynamodb?.Keys?.["pk"]?.S)).toEqual(["b"]);
    await expect(trimmed).rejects.toThrow("is not within the sequence number range of the shard");
  });
});

describe("GetShardIterator", () => {
  it("begins at, after, before and behind what is there", async () => {
    const { StreamArn, put } = await streamed();
    await put("a");
    await put("b");
    const [first] = await recordsOf(StreamArn);
    const number = first?.dynamodb?.SequenceNumber;

    const [at, after, latest] = await Promise.all([
      iteratorOf(StreamArn, "AT_SEQUENCE_NUMBER", number),
      iteratorOf(StreamArn, "AFTER_SEQUENCE_NUMBER", number),
      iteratorOf(StreamArn, "LATEST"),
    ]);
    await put("c");

    const keysFrom = async (iterator: string) =>
      (await read(iterator)).Records?.map(({ dynamodb }) => dynamodb?.Keys?.["pk"]?.S);
    expect(await keysFrom(at)).toEqual(["a", "b", "c"]);
    expect(await keysFrom(after)).toEqual(["b", "c"]);
    expect(await keysFrom(latest)).toEqual(["c"]);
  });

  it("refuses shards, streams and numbers that are not there", async () => {
    const { StreamArn } = await streamed();
    const iterator = (input: { StreamArn: string; ShardId: string }) =>
      cloud.dynamodbstreams.send(new GetShardIteratorCommand({ ...input, ShardIteratorType: "LATEST" }));
    const ShardId = "shardId-00000000000000000000-00000000";

    await expect(iterator({ StreamArn, ShardId })).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await expect(iterator({ StreamArn: StreamArn.replace("table-", "other-"), ShardId })).rejects.toThrow("Stream: ");
    await expect(iteratorOf(StreamArn, "AT_SEQUENCE_NUMBER")).rejects.toThrow("SequenceNumber must be specified");
    await expect(iteratorOf(StreamArn, "AT_SEQUENCE_NUMBER", "1".repeat(30))).rejects.toThrow("Invalid SequenceNumber");
  });
});

describe("DescribeStream", () => {
  it("has one shard follow the other every four hours", async () => {
    const { StreamArn, put } = await streamed("KEYS_ONLY");
    await put("a");
    advance(4 * hour);
    await put("b");

    const [parent, child] = await shardsOf(StreamArn);
    const inParent = await read(await iteratorOf(StreamArn, "TRIM_HORIZON"));
    const inChild = await read(await iteratorOf(StreamArn, "TRIM_HORIZON", undefined, 1));

    expect(child?.ParentShardId).toBe(parent?.ShardId);
    expect(parent?.SequenceNumberRange?.EndingSequenceNumber).toBeDefined();
    expect(child?.SequenceNumberRange?.EndingSequenceNumber).toBeUndefined();
    expect(inParent.Records?.map(({ dynamodb }) => dynamodb?.Keys)).toEqual([{ pk: { S: "a" } }]);
    expect(inParent.NextShardIterator).toBeUndefined();
    expect(inChild.Records?.map(({ dynamodb }) => dynamodb?.Keys)).toEqual([{ pk: { S: "b" } }]);
    expect(inChild.NextShardIterator).toBeDefined();
  });

  it("can still be read for a day after the stream was switched off, or its table deleted", async () => {
    const { TableName, StreamArn, put } = await streamed();
    await put("a");
    await cloud.dynamodb.send(new UpdateTableCommand({ TableName, StreamSpecification: { StreamEnabled: false } }));
    await put("b");

    const { StreamDescription } = await cloud.dynamodbstreams.send(new DescribeStreamCommand({ StreamArn }));
    const records = await recordsOf(StreamArn);
    const { Table } = await cloud.dynamodb.send(new DescribeTableCommand({ TableName }));
    await cloud.dynamodb.send(new DeleteTableCommand({ TableName }));

    expect(StreamDescription?.StreamStatus).toBe("DISABLED");
    expect(records).toHaveLength(1);
    expect([Table?.LatestStreamArn, Table?.StreamSpecification]).toEqual([StreamArn, undefined]);
    expect(await recordsOf(StreamArn)).toHaveLength(1);
    advance(24 * hour);
    await expect(shardsOf(StreamArn)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});

describe("ListStreams", () => {
  it("names the streams of a table, page by page over all of them", async () => {
    const [one, two] = [await streamed(), await streamed()];

    const ofOne = await cloud.dynamodbstreams.send(new ListStreamsCommand({ TableName: one.TableName }));
    const arns: (string | undefined)[] = [];
    let next: string | undefined;
    do {
      const page: ListStreamsCommandOutput = await cloud.dynamodbstreams.send(
        new ListStreamsCommand({ Limit: 1, ExclusiveStartStreamArn: next }),
      );
      arns.push(...(page.Streams ?? []).map(({ StreamArn }) => StreamArn));
      next = page.LastEvaluatedStreamArn;
    } while (next !== undefined);

    expect(ofOne.Streams).toEqual([
      { StreamArn: one.StreamArn, TableName: one.TableName, StreamLabel: one.StreamArn.split("/").at(-1) },
    ]);
    expect(arns).toEqual(expect.arrayContaining([one.StreamArn, two.StreamArn]));
    expect(new Set(arns).size).toBe(arns.length);
  });
});

let cloudOffsetMs = 0;

function advance(ms: number): void {
  cloudOffsetMs += ms;
  cloud.cloud.advanceClock(ms);
}
