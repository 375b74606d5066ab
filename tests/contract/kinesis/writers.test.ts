import { gunzipSync } from "node:zlib";
import {
  PutDestinationCommand,
  PutDestinationPolicyCommand,
  PutSubscriptionFilterCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateTableCommand,
  DeleteItemCommand,
  EnableKinesisStreamingDestinationCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { PutEventsCommand, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { CreateStreamCommand, GetRecordsCommand, GetShardIteratorCommand } from "@aws-sdk/client-kinesis";
import { CreateScheduleCommand } from "@aws-sdk/client-scheduler";
import { CreateStateMachineCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createServiceRole } from "../events/bus.ts";
import { createGroup, write } from "../logs/group.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

/** A stream of one shard, and what stands in it once there are so many records. */
async function newStream(StreamName: string) {
  await cloud.kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
  const records = (count: number) =>
    eventually(async () => {
      const where = { StreamName, ShardId: "shardId-000000000000", ShardIteratorType: "TRIM_HORIZON" as const };
      const { ShardIterator } = await cloud.kinesis.send(new GetShardIteratorCommand(where));
      const { Records = [] } = await cloud.kinesis.send(new GetRecordsCommand({ ShardIterator }));
      return Records.length >= count ? Records : undefined;
    });
  const texts = async (count: number) =>
    (await records(count)).map(({ Data, PartitionKey }) => ({ key: PartitionKey, bytes: Buffer.from(Data ?? []) }));
  return { arn: `arn:aws:kinesis:eu-west-1:000000000000:stream/${StreamName}`, texts };
}

const roleFor = (name: string, service: string) => createServiceRole(cloud, name, service, ["kinesis:PutRecord"]);

describe("a subscription filter of CloudWatch Logs", () => {
  const read = (bytes: Buffer) => JSON.parse(gunzipSync(bytes).toString("utf8"));

  it("tries the stream, then sends what matches, by log stream", async () => {
    const stream = await newStream("logs");
    await createGroup(cloud, "to-kinesis");

    await cloud.logs.send(
      new PutSubscriptionFilterCommand({
        logGroupName: "to-kinesis",
        filterName: "errors",
        filterPattern: "ERROR",
        destinationArn: stream.arn,
        roleArn: await roleFor("logs", "logs.amazonaws.com"),
      }),
    );
    await write(cloud, "to-kinesis", "INFO fine", "ERROR bad");

    const [control, data] = await stream.texts(2);
    expect(read(control?.bytes ?? Buffer.alloc(0))).toMatchObject({ messageType: "CONTROL_MESSAGE" });
    expect(read(data?.bytes ?? Buffer.alloc(0))).toMatchObject({
      messageType: "DATA_MESSAGE",
      logGroup: "to-kinesis",
      subscriptionFilters: ["errors"],
      logEvents: [{ message: "ERROR bad" }],
    });
    expect(data?.key).toBe(read(data?.bytes ?? Buffer.alloc(0)).logStream);
  });

  it("sends to the stream that a destination stands for", async () => {
    const stream = await newStream("behind");
    await createGroup(cloud, "to-destination");
    const { destination } = await cloud.logs.send(
      new PutDestinationCommand({
        destinationName: "shared",
        targetArn: stream.arn,
        roleArn: await roleFor("destination", "logs.eu-west-1.amazonaws.com"),
      }),
    );
    await cloud.logs.send(new PutDestinationPolicyCommand({ destinationName: "shared", accessPolicy: "{}" }));

    await cloud.logs.send(
      new PutSubscriptionFilterCommand({
        logGroupName: "to-destination",
        filterName: "all",
        filterPattern: "",
        destinationArn: destination?.arn,
      }),
    );
    await write(cloud, "to-destination", "one");

    const records = await stream.texts(1);
    expect(read(records.at(-1)?.bytes ?? Buffer.alloc(0))).toMatchObject({ logEvents: [{ message: "one" }] });
  });
});

describe("a rule of EventBridge", () => {
  it("writes its events to a stream, by the key at its path", async () => {
    const stream = await newStream("rule");
    await cloud.events.send(new PutRuleCommand({ Name: "to-kinesis", EventPattern: '{"source":["shop"]}' }));
    await cloud.events.send(
      new PutTargetsCommand({
        Rule: "to-kinesis",
        Targets: [
          {
            Id: "stream",
            Arn: stream.arn,
            RoleArn: await roleFor("events", "events.amazonaws.com"),
            KinesisParameters: { PartitionKeyPath: "$.detail-type" },
          },
        ],
      }),
    );

    await cloud.events.send(
      new PutEventsCommand({ Entries: [{ Source: "shop", DetailType: "ordered", Detail: '{"id":1}' }] }),
    );

    const [record] = await stream.texts(1);
    expect(record?.key).toBe("ordered");
    expect(JSON.parse(record?.bytes.toString() ?? "")).toMatchObject({ source: "shop", detail: { id: 1 } });
  });
});

describe("a schedule", () => {
  it("writes to a stream when its time has come", async () => {
    const stream = await newStream("schedule");
    await cloud.scheduler.send(
      new CreateScheduleCommand({
        Name: "to-kinesis",
        ScheduleExpression: "rate(1 minute)",
        FlexibleTimeWindow: { Mode: "OFF" },
        Target: {
          Arn: stream.arn,
          RoleArn: await roleFor("scheduler", "scheduler.amazonaws.com"),
          Input: "now",
          KinesisParameters: { PartitionKey: "tick" },
        },
      }),
    );

    cloud.cloud.advanceClock(60_000);

    const [record] = await stream.texts(1);
    expect([record?.key, record?.bytes.toString()]).toEqual(["tick", "now"]);
  });
});

describe("a table with a destination", () => {
  it("writes what changes in it, in the order in which it changed", async () => {
    const stream = await newStream("table");
    const TableName = "to-kinesis";
    await cloud.dynamodb.send(
      new CreateTableCommand({
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "k", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "k", KeyType: "HASH" }],
      }),
    );
    await cloud.dynamodb.send(new EnableKinesisStreamingDestinationCommand({ TableName, StreamArn: stream.arn }));

    await cloud.dynamodb.send(new PutItemCommand({ TableName, Item: { k: { S: "a" }, n: { N: "1" } } }));
    await cloud.dynamodb.send(new PutItemCommand({ TableName, Item: { k: { S: "a" }, n: { N: "2" } } }));
    await cloud.dynamodb.send(new DeleteItemCommand({ TableName, Key: { k: { S: "a" } } }));

    const changes = (await stream.texts(3)).map(({ bytes }) => JSON.parse(bytes.toString()));
    expect(changes.map(({ eventName }) => eventName)).toEqual(["INSERT", "MODIFY", "REMOVE"]);
    expect(changes[1]).toMatchObject({
      tableName: TableName,
      recordFormat: "application/json",
      eventSource: "aws:dynamodb",
      userIdentity: null,
      dynamodb: { Keys: { k: { S: "a" } }, NewImage: { n: { N: "2" } }, OldImage: { n: { N: "1" } } },
    });
  });
});

describe("a state machine", () => {
  it("writes by the SDK's integration", async () => {
    const stream = await newStream("states");
    const { stateMachineArn } = await cloud.states.send(
      new CreateStateMachineCommand({
        name: "to-kinesis",
        roleArn: await roleFor("states", "states.amazonaws.com"),
        definition: JSON.stringify({
          StartAt: "Put",
          States: {
            Put: {
              Type: "Task",
              Resource: "arn:aws:states:::aws-sdk:kinesis:putRecord",
              Parameters: { "StreamARN.$": "$.arn", PartitionKey: "k", "Data.$": "$.order" },
              End: true,
            },
          },
        }),
      }),
    );

    await cloud.states.send(
      new StartExecutionCommand({ stateMachineArn, input: JSON.stringify({ arn: stream.arn, order: { id: 1 } }) }),
    );

    const [record] = await stream.texts(1);
    expect(record?.key).toBe("k");
    expect(JSON.parse(record?.bytes.toString() ?? "")).toEqual({ id: 1 });
  });
});
