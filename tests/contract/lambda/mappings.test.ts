import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateTableCommand, DeleteItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createFunction, createRole } from "./function.ts";

let cloud: TestCloud;
let names = 0;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
  await cloud.iam.send(
    new PutRolePolicyCommand({
      RoleName: "function",
      PolicyName: "sources",
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: ["sqs:*", "dynamodb:*"], Resource: "*" }],
      }),
    }),
  );
});
afterAll(() => cloud.stop());

const queueArn = (name: string): string => `arn:aws:sqs:eu-west-1:000000000000:${name}`;

async function newQueue(name: string, Attributes: Record<string, string> = {}): Promise<string> {
  const { QueueUrl = "" } = await cloud.sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  return QueueUrl;
}

/** Prints every record as a line: what it has seen can be read in its log. */
async function newFunction(name: string, body = ""): Promise<void> {
  await createFunction(cloud, {
    name,
    files: {
      "index.js": `exports.handler = async (event) => { console.log("BATCH " + JSON.stringify(event.Records)); ${body} };`,
    },
  });
}

async function batches(name: string): Promise<{ body: string; [name: string]: unknown }[][]> {
  const { events = [] } = await cloud.logs
    .send(new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${name}`, filterPattern: "BATCH" }))
    .catch(() => ({ events: [] }));
  return events.map(({ message = "" }) => JSON.parse(message.slice(message.indexOf("BATCH ") + 6)));
}

const seen = (name: string, count: number) =>
  eventually(async () => {
    const all = (await batches(name)).flat();
    return all.length >= count ? all : undefined;
  });

const map = (FunctionName: string, EventSourceArn: string, more: Partial<CreateEventSourceMappingCommandInput> = {}) =>
  cloud.lambda.send(new CreateEventSourceMappingCommand({ FunctionName, EventSourceArn, ...more }));

const waiting = async (QueueUrl: string): Promise<number> => {
  const { Attributes } = await cloud.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
  return Number(Attributes?.ApproximateNumberOfMessages) + Number(Attributes?.ApproximateNumberOfMessagesNotVisible);
};

describe("a mapping of a queue", () => {
  it("stops a function that sends what it gets back to its queue", async () => {
    const url = await newQueue("circle", { VisibilityTimeout: "30" });
    await newFunction(
      "circle",
      `const now = new Date().toISOString().replace(/[-:]|\\.\\d+/g, "");
      const answer = await fetch(process.env.AWS_ENDPOINT_URL, {
        method: "POST",
        body: JSON.stringify({ QueueUrl: ${JSON.stringify(url)}, MessageBody: "again" }),
        headers: {
          "content-type": "application/x-amz-json-1.0",
          "x-amz-target": "AmazonSQS.SendMessage",
          "x-amz-date": now,
          "x-amzn-trace-id": process.env._X_AMZN_TRACE_ID,
          authorization: "AWS4-HMAC-SHA256 Credential=any/" + now.slice(0, 8) + "/eu-west-1/sqs/aws4_request, SignedHeaders=host;x-amz-date, Signature=0",
        },
      });
      if (!answer.ok) throw new Error(await answer.text());`,
    );
    await map("circle", queueArn("circle"), { BatchSize: 1 });
    await cloud.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "first" }));

    expect((await seen("circle", 16)).map(({ body }) => body)).toEqual(["first", ...Array(15).fill("again")]);
    await eventually(async () => ((await waiting(url)) === 1 ? true : undefined));
    expect((await batches("circle")).flat()).toHaveLength(16);
  });

  it("gives messages to the function as AWS writes them, and deletes what is done", async () => {
    const url = await newQueue("plain");
    await newFunction("plain");
    const made = await map("plain", queueArn("plain"), { BatchSize: 5 });
    await cloud.sqs.send(
      new SendMessageCommand({
        QueueUrl: url,
        MessageBody: "hello",
        MessageAttributes: { colour: { DataType: "String", StringValue: "red" } },
      }),
    );
    const [record] = await seen("plain", 1);

    expect(made).toMatchObject({ State: "Creating", BatchSize: 5, MaximumBatchingWindowInSeconds: 0 });
    expect(record).toMatchObject({
      body: "hello",
      eventSource: "aws:sqs",
      eventSourceARN: queueArn("plain"),
      awsRegion: "eu-west-1",
      md5OfBody: "5d41402abc4b2a76b9719d911017c592",
      attributes: { ApproximateReceiveCount: "1" },
      messageAttributes: { colour: { stringValue: "red", dataType: "String", stringListValues: [] } },
    });
    await eventually(async () => ((await waiting(url)) === 0 ? true : undefined));
  });

  it("leaves what a partial answer names, and what a failure leaves, to come again and to end in the DLQ", async () => {
    const dead = await newQueue("dead");
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn("dead"), maxReceiveCount: 1 });
    const url = await newQueue("partial", { RedrivePolicy, VisibilityTimeout: "5" });
    await newFunction(
      "partial",
      "return { batchItemFailures: event.Records.filter((one) => one.body === 'bad').map((one) => ({ itemIdentifier: one.messageId })) };",
    );
    await map("partial", queueArn("partial"), { FunctionResponseTypes: ["ReportBatchItemFailures"] });
    for (const MessageBody of ["good", "bad"])
      await cloud.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody }));
    await seen("partial", 2);
    // What went well must be deleted before time goes on, or it comes again.
    await eventually(async () => ((await waiting(url)) === 1 ? true : undefined));
    const lost = await eventually(async () => {
      cloud.cloud.advanceClock(5_000);
      const { Messages } = await cloud.sqs.send(new ReceiveMessageCommand({ QueueUrl: dead, WaitTimeSeconds: 0 }));
      return Messages?.[0];
    });

    expect(lost.Body).toBe("bad");
    expect(await waiting(url)).toBe(0);
  });

  it("lets through only what its filters match, and deletes the rest unseen", async () => {
    const url = await newQueue("filtered");
    await newFunction("filtered");
    await map("filtered", queueArn("filtered"), {
      FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["order"]}}' }] },
    });
    for (const MessageBody of ['{"kind":"noise"}', "text", '{"kind":"order"}']) {
      await cloud.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody }));
    }
    const records = await seen("filtered", 1);

    expect(records.map(({ body }) => body)).toEqual(['{"kind":"order"}']);
    await eventually(async () => ((await waiting(url)) === 0 ? true : undefined));
  });

  it("keeps the order of a group in a FIFO queue", async () => {
    const url = await newQueue("order.fifo", { FifoQueue: "true", ContentBasedDeduplication: "true" });
    for (let n = 0; n < 12; n++) {
      await cloud.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: `${n}`, MessageGroupId: "one" }));
    }
    await newFunction("ordered");
    await map("ordered", queueArn("order.fifo"), { BatchSize: 5 });

    const records = await seen("ordered", 12);

    expect(records.map(({ body }) => Number(body))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it("stops reading when it is disabled, and is gone when deleted", async () => {
    const url = await newQueue("stopped");
    await newFunction("stopped");
    const { UUID = "" } = await map("stopped", queueArn("stopped"));
    const disabled = await cloud.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
    await cloud.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "stays" }));
    const got = await cloud.lambda.send(new GetEventSourceMappingCommand({ UUID }));
    const listed = await cloud.lambda.send(new ListEventSourceMappingsCommand({ FunctionName: "stopped" }));
    const removed = await cloud.lambda.send(new DeleteEventSourceMappingCommand({ UUID }));

    expect([disabled.State, got.State, removed.State]).toEqual(["Disabling", "Disabled", "Deleting"]);
    expect(listed.EventSourceMappings).toHaveLength(1);
    expect(await waiting(url)).toBe(1);
    await expect(cloud.lambda.send(new GetEventSourceMappingCommand({ UUID }))).rejects.toThrow(
      "The resource you requested does not exist.",
    );
  });

  it.each([
    [{ BatchSize: 11 }, "Maximum batch window in seconds must be greater than 0"],
    [{ StartingPosition: "LATEST" }, "Unsupported StartingPosition parameter for given event source mapping type."],
    [{ FunctionName: "nobody" }, "Function does not exist"],
    [{ EventSourceArn: queueArn("nowhere") }, "The specified queue does not exist"],
    [{ FilterCriteria: { Filters: [{ Pattern: "[" }] } }, "Invalid filter pattern definition."],
  ] as const)("is refused with %j", async (more, message) => {
    await newQueue("refused");
    await newFunction(`refused-${names++}`);

    await expect(
      map(`refused-${names - 1}`, queueArn("refused"), more as Partial<CreateEventSourceMappingCommandInput>),
    ).rejects.toThrow(message);
  });

  it("is refused twice, and where the queue shows messages again before the function may be done", async () => {
    await newQueue("short", { VisibilityTimeout: "1" });

    await expect(map("plain", queueArn("plain"))).rejects.toThrow(/^An event source mapping with SQS arn/);
    await expect(map("plain", queueArn("short"))).rejects.toThrow(
      "Queue visibility timeout: 1 seconds is less than Function timeout: 5 seconds",
    );
  });
});

describe("a mapping of a DynamoDB stream", () => {
  async function newTable(TableName: string): Promise<string> {
    const { TableDescription } = await cloud.dynamodb.send(
      new CreateTableCommand({
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
        StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
      }),
    );
    return TableDescription?.LatestStreamArn ?? "";
  }
  const put = (TableName: string, pk: string) =>
    cloud.dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, n: { N: "1" } } }));

  it("gives changes to the function in order, from the oldest on, and says how it went", async () => {
    const stream = await newTable("changes");
    await put("changes", "a");
    await newFunction("changes");
    const made = await map("changes", stream, { StartingPosition: "TRIM_HORIZON" });
    await put("changes", "b");
    await cloud.dynamodb.send(new DeleteItemCommand({ TableName: "changes", Key: { pk: { S: "a" } } }));
    const records = await seen("changes", 3);

    expect(made).toMatchObject({
      BatchSize: 100,
      MaximumRetryAttempts: -1,
      LastProcessingResult: "No records processed",
    });
    expect(records).toMatchObject([
      {
        eventName: "INSERT",
        eventSource: "aws:dynamodb",
        eventSourceARN: stream,
        dynamodb: { Keys: { pk: { S: "a" } } },
      },
      { eventName: "INSERT", dynamodb: { NewImage: { pk: { S: "b" }, n: { N: "1" } } } },
      { eventName: "REMOVE", dynamodb: { OldImage: { pk: { S: "a" } } } },
    ]);
    await eventually(async () => {
      const { LastProcessingResult } = await cloud.lambda.send(new GetEventSourceMappingCommand({ UUID: made.UUID }));
      return LastProcessingResult === "OK" || undefined;
    });
  });

  it("halves a batch that fails, gives up the one that is bad, and tells the destination", async () => {
    const stream = await newTable("bad");
    const failures = await newQueue("failures");
    for (const pk of ["a", "b", "poison", "d"]) await put("bad", pk);
    await newFunction(
      "bad",
      "if (event.Records.some((one) => one.dynamodb.Keys.pk.S === 'poison')) throw new Error('poisoned');",
    );
    await map("bad", stream, {
      StartingPosition: "TRIM_HORIZON",
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: queueArn("failures") } },
    });
    const told = await eventually(async () => {
      const { Messages } = await cloud.sqs.send(new ReceiveMessageCommand({ QueueUrl: failures, WaitTimeSeconds: 1 }));
      return Messages?.[0]?.Body;
    });

    expect(JSON.parse(told)).toMatchObject({
      version: "1.0",
      requestContext: { condition: "RetryAttemptsExhausted", approximateInvokeCount: 1 },
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      DDBStreamBatchInfo: { batchSize: 1, streamArn: stream },
    });
    const good = await eventually(async () => {
      const done = (await batches("bad")).filter(
        (batch) => !JSON.stringify(batch).includes("poison") && JSON.stringify(batch).includes('"d"'),
      );
      return done[0];
    });
    expect(good).toHaveLength(1);
  });

  it("goes on from the first item that a partial answer names", async () => {
    const stream = await newTable("again");
    for (const pk of ["a", "b", "c"]) await put("again", pk);
    await newFunction(
      "again",
      `globalThis.runs = (globalThis.runs ?? 0) + 1;
       return globalThis.runs > 1 ? {} : { batchItemFailures: [{ itemIdentifier: event.Records[1].dynamodb.SequenceNumber }] };`,
    );
    await map("again", stream, {
      StartingPosition: "TRIM_HORIZON",
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    });
    await eventually(async () => {
      cloud.cloud.advanceClock(1_000);
      return (await batches("again")).length > 1 || undefined;
    });

    expect((await batches("again")).map((batch) => batch.length)).toEqual([3, 2]);
  });

  it("must say where it begins", async () => {
    const stream = await newTable("start");

    await expect(map("changes", stream)).rejects.toThrow("Value null at 'startingPosition'");
  });
});
