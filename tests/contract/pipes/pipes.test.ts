import { CreateTableCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import {
  CreateStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  PutRecordCommand,
} from "@aws-sdk/client-kinesis";
import {
  CreatePipeCommand,
  type CreatePipeCommandInput,
  DeletePipeCommand,
  DescribePipeCommand,
  ListPipesCommand,
  ListTagsForResourceCommand,
  type PipeSourceDynamoDBStreamParameters,
  StartPipeCommand,
  StopPipeCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdatePipeCommand,
} from "@aws-sdk/client-pipes";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createServiceRole } from "../events/bus.ts";
import { createFunction, createRole } from "../lambda/function.ts";
import { createQueue } from "../sqs/queue.ts";

let cloud: TestCloud;
let RoleArn: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  const actions = ["sqs:*", "dynamodb:*", "kinesis:*", "lambda:InvokeFunction"];
  RoleArn = await createServiceRole(cloud, "pipe", "pipes.amazonaws.com", actions);
  await createRole(cloud);
});
afterAll(() => cloud.stop());

const streamArn = (name: string) => `arn:aws:kinesis:eu-west-1:000000000000:stream/${name}`;

const create = (Name: string, Source: string, Target: string, more: Partial<CreatePipeCommandInput> = {}) =>
  cloud.pipes.send(new CreatePipeCommand({ Name, Source, Target, RoleArn, ...more }));

describe("A pipe", () => {
  it("takes from a queue what its filter wants, and makes of it what its template says", async () => {
    const [from, to] = [await createQueue(cloud, "from"), await createQueue(cloud, "to")];
    await create("made", from.arn, to.arn, {
      SourceParameters: { FilterCriteria: { Filters: [{ Pattern: '{"body": {"kind": ["order"]}}' }] } },
      TargetParameters: { InputTemplate: '{"id": <$.body.id>, "pipe": "<aws.pipes.pipe-name>"}' },
    });

    await from.send('{"kind": "other", "id": 1}');
    await from.send('{"kind": "order", "id": 2}');

    expect((await to.bodies({ WaitTimeSeconds: 10 })).map((body = "") => JSON.parse(body))).toEqual([
      { id: 2, pipe: "made" },
    ]);
    expect(await from.counts()).toEqual(["0", "0", "0"]);
  });

  it("asks a function for more on the way", async () => {
    const [from, to] = [await createQueue(cloud, "raw"), await createQueue(cloud, "rich")];
    const code = "exports.handler = async (events) => events.map((e) => ({ said: JSON.parse(e.body).word + '!' }))";
    await createFunction(cloud, { name: "enrich", files: { "index.js": code } });
    await create("rich", from.arn, to.arn, { Enrichment: "arn:aws:lambda:eu-west-1:000000000000:function:enrich" });

    await from.send('{"word": "hello"}');

    expect((await to.bodies({ WaitTimeSeconds: 20 })).map((body = "") => JSON.parse(body))).toEqual([
      { said: "hello!" },
    ]);
  });

  it("follows the changes of a table", async () => {
    const to = await createQueue(cloud, "changes");
    const { TableDescription } = await cloud.dynamodb.send(
      new CreateTableCommand({
        TableName: "table",
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "k", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "k", KeyType: "HASH" }],
        StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
      }),
    );
    await create("changes", TableDescription?.LatestStreamArn ?? "", to.arn, {
      SourceParameters: { DynamoDBStreamParameters: { StartingPosition: "TRIM_HORIZON" } },
    });

    await cloud.dynamodb.send(new PutItemCommand({ TableName: "table", Item: { k: { S: "one" } } }));
    const [body = ""] = await to.bodies({ WaitTimeSeconds: 20 });

    expect(JSON.parse(body)).toMatchObject({ eventName: "INSERT", dynamodb: { NewImage: { k: { S: "one" } } } });
  });

  describe("from a stream", () => {
    /** A table with items, whose changes go to a function that refuses batches with a bad one and else sends them on. */
    async function follow(name: string, items: readonly string[], parameters: PipeSourceDynamoDBStreamParameters) {
      const [to, dead] = [await createQueue(cloud, `${name}-to`), await createQueue(cloud, `${name}-dead`)];
      const { TableDescription } = await cloud.dynamodb.send(
        new CreateTableCommand({
          TableName: name,
          BillingMode: "PAY_PER_REQUEST",
          AttributeDefinitions: [{ AttributeName: "k", AttributeType: "S" }],
          KeySchema: [{ AttributeName: "k", KeyType: "HASH" }],
          StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
        }),
      );
      const code = `exports.handler = async (events) => {
        const keys = events.map(({ dynamodb: { NewImage: { k, n } } }) => (n === undefined ? k.S : k.S + " " + n.S));
        if (keys.includes("bad")) throw new Error("bad");
        return [{ keys }];
      };`;
      await createFunction(cloud, { name, files: { "index.js": code } });
      for (const item of items) {
        const [k = "", n] = item.split(" ");
        const Item = { k: { S: k }, ...(n === undefined ? {} : { n: { S: n } }) };
        await cloud.dynamodb.send(new PutItemCommand({ TableName: name, Item }));
      }
      await create(name, TableDescription?.LatestStreamArn ?? "", to.arn, {
        Enrichment: `arn:aws:lambda:eu-west-1:000000000000:function:${name}`,
        SourceParameters: { DynamoDBStreamParameters: { ...parameters, DeadLetterConfig: { Arn: dead.arn } } },
      });
      return { to, dead };
    }
    const batchesIn = async (to: Awaited<ReturnType<typeof createQueue>>, count: number): Promise<string[][]> => {
      const keys: string[][] = [];
      while (keys.length < count) {
        const bodies = await to.bodies({ WaitTimeSeconds: 20 });
        if (bodies.length === 0) break;
        keys.push(...bodies.map((body = "") => (JSON.parse(body) as { keys: string[] }).keys));
      }
      return keys;
    };

    it("halves batches that fail until what fails stands alone", async () => {
      const { to, dead } = await follow("halved", ["a", "b", "bad", "c"], {
        StartingPosition: "TRIM_HORIZON",
        BatchSize: 4,
        MaximumRetryAttempts: 0,
        OnPartialBatchItemFailure: "AUTOMATIC_BISECT",
      });

      expect(await batchesIn(to, 2)).toEqual([["a", "b"], ["c"]]);
      expect(await dead.bodies({ WaitTimeSeconds: 20 })).toEqual([expect.stringContaining('"batchSize":1')]);
    });

    it("gathers a batch until its window closes", async () => {
      const { to } = await follow("gathered", ["a"], {
        StartingPosition: "TRIM_HORIZON",
        BatchSize: 100,
        MaximumBatchingWindowInSeconds: 300,
      });
      await cloud.dynamodb.send(new PutItemCommand({ TableName: "gathered", Item: { k: { S: "b" } } }));
      expect(await to.bodies({ WaitTimeSeconds: 1 })).toEqual([]);
      cloud.cloud.advanceClock(301_000);

      expect(await batchesIn(to, 1)).toEqual([["a", "b"]]);
    });

    it("takes items side by side, so that one that fails holds back no others, and each in order", async () => {
      const { to } = await follow("parallel", ["bad", "x 1", "y 1", "x 2", "x 3"], {
        StartingPosition: "TRIM_HORIZON",
        BatchSize: 1,
        ParallelizationFactor: 10,
      });
      const found = (await batchesIn(to, 4)).flat();

      expect([...found].sort()).toEqual(["x 1", "x 2", "x 3", "y 1"]);
      expect(found.filter((key) => key.startsWith("x"))).toEqual(["x 1", "x 2", "x 3"]);
    });
  });

  it("stops and starts", async () => {
    const [from, to] = [await createQueue(cloud, "stopped"), await createQueue(cloud, "started")];
    await create("switched", from.arn, to.arn, { DesiredState: "STOPPED" });
    await from.send("waiting");
    const before = await cloud.pipes.send(new DescribePipeCommand({ Name: "switched" }));
    await cloud.pipes.send(new StartPipeCommand({ Name: "switched" }));

    expect(before).toMatchObject({ CurrentState: "STOPPED", DesiredState: "STOPPED" });
    expect(await to.bodies({ WaitTimeSeconds: 10 })).toHaveLength(1);
    await cloud.pipes.send(new StopPipeCommand({ Name: "switched" }));
    await expect(cloud.pipes.send(new StopPipeCommand({ Name: "switched" }))).rejects.toMatchObject({
      name: "ConflictException",
    });
  });

  it("is described, changed, listed, tagged and deleted", async () => {
    const { pipes } = cloud;
    const queue = "arn:aws:sqs:eu-west-1:000000000000:any";
    const { Arn: resourceArn } = await create("kept", queue, queue, { DesiredState: "STOPPED", Tags: { a: "1" } });
    await pipes.send(new UpdatePipeCommand({ Name: "kept", RoleArn, Description: "d" }));
    await pipes.send(new TagResourceCommand({ resourceArn, tags: { b: "2" } }));
    await pipes.send(new UntagResourceCommand({ resourceArn, tagKeys: ["a"] }));

    const found = await pipes.send(new DescribePipeCommand({ Name: "kept" }));
    const { tags } = await pipes.send(new ListTagsForResourceCommand({ resourceArn }));
    const { Pipes = [] } = await pipes.send(new ListPipesCommand({ NamePrefix: "kept" }));
    await pipes.send(new DeletePipeCommand({ Name: "kept" }));

    expect(found).toMatchObject({ Description: "d", SourceParameters: { SqsQueueParameters: { BatchSize: 10 } } });
    expect(tags).toEqual({ b: "2" });
    expect(Pipes.map(({ Name }) => Name)).toEqual(["kept"]);
    await expect(pipes.send(new DescribePipeCommand({ Name: "kept" }))).rejects.toMatchObject({
      name: "NotFoundException",
    });
  });

  it("reads a stream of Kinesis and writes to another", async () => {
    const { kinesis } = cloud;
    for (const StreamName of ["in", "out"]) await kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
    const put = (kind: string) =>
      kinesis.send(
        new PutRecordCommand({ StreamName: "in", PartitionKey: kind, Data: Buffer.from(JSON.stringify({ kind })) }),
      );
    await put("other");
    await put("order");
    await create("stream", streamArn("in"), streamArn("out"), {
      SourceParameters: {
        KinesisStreamParameters: { StartingPosition: "TRIM_HORIZON" },
        FilterCriteria: { Filters: [{ Pattern: '{"data": {"kind": ["order"]}}' }] },
      },
      TargetParameters: {
        InputTemplate: '{"kind": <$.data.kind>, "of": <$.partitionKey>}',
        KinesisStreamParameters: { PartitionKey: "$.partitionKey" },
      },
    });

    const record = await eventually(async () => {
      const where = { StreamName: "out", ShardId: "shardId-000000000000", ShardIteratorType: "TRIM_HORIZON" as const };
      const { ShardIterator } = await kinesis.send(new GetShardIteratorCommand(where));
      return (await kinesis.send(new GetRecordsCommand({ ShardIterator }))).Records?.[0];
    });

    expect(record.PartitionKey).toBe("order");
    expect(JSON.parse(Buffer.from(record.Data ?? []).toString())).toEqual({ kind: "order", of: "order" });
  });

  it("whose source nothing here reads says so", async () => {
    await create("kafka", "arn:aws:kafka:eu-west-1:000000000000:cluster/c/1", "arn:aws:sqs:eu-west-1:000000000000:q");

    expect(await cloud.pipes.send(new DescribePipeCommand({ Name: "kafka" }))).toMatchObject({
      CurrentState: "START_FAILED",
      StateReason: expect.stringContaining("Nothing here reads the source"),
    });
  });
});
