import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  AddPermissionCommand,
  GetFunctionRecursionConfigCommand,
  InvokeAsyncCommand,
  InvokeCommand,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { CreateTopicCommand, PublishCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, type Message, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createFunction, createRole } from "./function.ts";

const arn = (name: string): string => `arn:aws:lambda:eu-west-1:000000000000:function:${name}`;
const queueArn = (name: string): string => `arn:aws:sqs:eu-west-1:000000000000:${name}`;

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
  await cloud.iam.send(
    new PutRolePolicyCommand({
      RoleName: "function",
      PolicyName: "destinations",
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: ["sqs:*", "lambda:*", "sns:*", "events:*", "s3:*"], Resource: "*" }],
      }),
    }),
  );
});
afterAll(() => cloud.stop());

const send = (FunctionName: string, event: object) =>
  cloud.lambda.send(
    new InvokeCommand({ FunctionName, InvocationType: "Event", Payload: Buffer.from(JSON.stringify(event)) }),
  );

/** A queue that everybody may send to. */
async function newQueue(QueueName: string): Promise<() => Promise<Message>> {
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" }],
  });
  const { QueueUrl } = await cloud.sqs.send(new CreateQueueCommand({ QueueName, Attributes: { Policy } }));
  return () =>
    eventually(async () => {
      const { Messages } = await cloud.sqs.send(
        new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1, MessageAttributeNames: ["All"] }),
      );
      return Messages?.[0];
    });
}

async function linesOf(name: string, word: string): Promise<string[]> {
  const { events = [] } = await cloud.logs
    .send(new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${name}`, filterPattern: word }))
    .catch(() => ({ events: [] }));
  return events.map(({ message = "" }) => message);
}

describe("destinations", () => {
  it("are told of an event that went well", async () => {
    const received = await newQueue("well");
    await createFunction(cloud, { name: "well", files: { "index.js": "exports.handler = async (e) => e.n + 1" } });
    await cloud.lambda.send(
      new PutFunctionEventInvokeConfigCommand({
        FunctionName: "well",
        DestinationConfig: { OnSuccess: { Destination: queueArn("well") } },
      }),
    );
    await send("well", { n: 1 });
    const { Body = "" } = await received();

    expect(JSON.parse(Body)).toEqual({
      version: "1.0",
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      requestContext: {
        requestId: expect.any(String),
        functionArn: `${arn("well")}:$LATEST`,
        condition: "Success",
        approximateInvokeCount: 1,
      },
      requestPayload: { n: 1 },
      responseContext: { statusCode: 200, executedVersion: "$LATEST" },
      responsePayload: 2,
    });
  });

  it("are told of an event that has failed for good, and so is the dead-letter queue, in words of its own", async () => {
    const failed = await newQueue("failed");
    const dead = await newQueue("dead");
    await createFunction(cloud, {
      name: "fails",
      files: { "index.js": "exports.handler = async () => { throw new RangeError('too far') }" },
    });
    await cloud.lambda.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: "fails",
        DeadLetterConfig: { TargetArn: queueArn("dead") },
      }),
    );
    await cloud.lambda.send(
      new PutFunctionEventInvokeConfigCommand({
        FunctionName: "fails",
        MaximumRetryAttempts: 0,
        DestinationConfig: { OnFailure: { Destination: queueArn("failed") } },
      }),
    );
    await send("fails", { n: 2 });
    const record = JSON.parse((await failed()).Body ?? "");
    const letter = await dead();

    expect(record).toMatchObject({
      requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 1 },
      requestPayload: { n: 2 },
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      responsePayload: { errorType: "RangeError", errorMessage: "too far" },
    });
    expect(letter.Body).toBe('{"n":2}');
    expect(letter.MessageAttributes).toMatchObject({
      RequestID: { DataType: "String", StringValue: record.requestContext.requestId },
      ErrorCode: { DataType: "Number", StringValue: "200" },
      ErrorMessage: { DataType: "String", StringValue: "too far" },
    });
  });

  it("may be functions", async () => {
    await createFunction(cloud, {
      name: "listener",
      files: { "index.js": "exports.handler = async (e) => console.log('HEARD', JSON.stringify(e.responsePayload))" },
    });
    await createFunction(cloud, { name: "speaker", files: { "index.js": "exports.handler = async () => 'word'" } });
    await cloud.lambda.send(
      new PutFunctionEventInvokeConfigCommand({
        FunctionName: "speaker",
        DestinationConfig: { OnSuccess: { Destination: arn("listener") } },
      }),
    );
    await send("speaker", {});

    const [line] = await eventually(async () => {
      const lines = await linesOf("listener", "HEARD");
      return lines.length > 0 ? lines : undefined;
    });
    expect(line).toContain('HEARD "word"');
  });
});

describe("a destination", () => {
  const failing = async (name: string, Destination: string) => {
    await createFunction(cloud, {
      name,
      files: { "index.js": "exports.handler = async () => { throw new Error('no') }" },
    });
    await cloud.lambda.send(
      new PutFunctionEventInvokeConfigCommand({
        FunctionName: name,
        MaximumRetryAttempts: 0,
        DestinationConfig: { OnFailure: { Destination } },
      }),
    );
    await send(name, { n: 1 });
  };
  const record = {
    requestPayload: { n: 1 },
    requestContext: { condition: "RetriesExhausted" },
    responsePayload: { errorMessage: "no" },
  };

  it("may be a topic", async () => {
    const { TopicArn = "" } = await cloud.sns.send(new CreateTopicCommand({ Name: "told" }));
    const received = await newQueue("told");
    await cloud.sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: queueArn("told") }));

    await failing("to-topic", TopicArn);

    expect(JSON.parse(JSON.parse((await received()).Body ?? "").Message)).toMatchObject(record);
  });

  it("may be an event bus, which is told where it came from", async () => {
    const received = await newQueue("bus-told");
    await cloud.events.send(new PutRuleCommand({ Name: "lambda", EventPattern: '{"source":["lambda"]}' }));
    await cloud.events.send(
      new PutTargetsCommand({ Rule: "lambda", Targets: [{ Id: "queue", Arn: queueArn("bus-told") }] }),
    );

    await failing("to-bus", "arn:aws:events:eu-west-1:000000000000:event-bus/default");

    expect(JSON.parse((await received()).Body ?? "")).toMatchObject({
      source: "lambda",
      "detail-type": "Lambda Function Invocation Result - Failure",
      resources: expect.arrayContaining([`${arn("to-bus")}:$LATEST`]),
      detail: record,
    });
  });

  it("may be a bucket, for events that failed", async () => {
    await cloud.s3.send(new CreateBucketCommand({ Bucket: "told" }));

    await failing("to-bucket", "arn:aws:s3:::told");

    const { Key } = await eventually(async () => {
      const { Contents = [] } = await cloud.s3.send(new ListObjectsV2Command({ Bucket: "told" }));
      return Contents[0];
    });
    expect(Key).toMatch(/^aws\/lambda\/async\/to-bucket\/\d{4}\/\d\d\/\d\d\//);
    const { Body } = await cloud.s3.send(new GetObjectCommand({ Bucket: "told", Key }));
    expect(JSON.parse((await Body?.transformToString()) ?? "")).toMatchObject(record);
  });
});

describe("InvokeAsync", () => {
  it("queues an event as its successor does", async () => {
    await createFunction(cloud, {
      name: "elder",
      files: { "index.js": "exports.handler = async (e) => console.log('ELDER', e.n)" },
    });
    const { Status } = await cloud.lambda.send(
      new InvokeAsyncCommand({ FunctionName: "elder", InvokeArgs: Buffer.from('{"n":3}') }),
    );
    const [line] = await eventually(async () => {
      const lines = await linesOf("elder", "ELDER");
      return lines.length > 0 ? lines : undefined;
    });

    expect(Status).toBe(202);
    expect(line).toContain("ELDER 3");
  });
});

describe("an event that goes round in circles", () => {
  it("is stopped after sixteen rounds", async () => {
    const stopped = await newQueue("stopped");
    await createFunction(cloud, {
      name: "circle",
      files: {
        "index.js": `const http = require("node:http");
          exports.handler = async () => {
            console.log("ROUND");
            const { host } = new URL(process.env.AWS_ENDPOINT_URL);
            const now = new Date().toISOString().replace(/[-:]|\\.\\d+/g, "");
            await fetch("http://" + host + "/2015-03-31/functions/circle/invocations", {
              method: "POST",
              body: "{}",
              headers: {
                "x-amz-invocation-type": "Event",
                "x-amz-date": now,
                "x-amzn-trace-id": process.env._X_AMZN_TRACE_ID,
                authorization: "AWS4-HMAC-SHA256 Credential=any/" + now.slice(0, 8) + "/eu-west-1/lambda/aws4_request, SignedHeaders=host;x-amz-date, Signature=0",
              },
            });
          };`,
      },
    });
    await cloud.lambda.send(
      new PutFunctionEventInvokeConfigCommand({
        FunctionName: "circle",
        DestinationConfig: { OnFailure: { Destination: queueArn("stopped") } },
      }),
    );
    await send("circle", {});
    const record = JSON.parse((await stopped()).Body ?? "");
    const { RecursiveLoop } = await cloud.lambda.send(
      new GetFunctionRecursionConfigCommand({ FunctionName: "circle" }),
    );

    expect(RecursiveLoop).toBe("Terminate");
    expect(record.requestContext.condition).toBe("RecursiveInvocationException");
    const rounds = await eventually(async () => {
      const lines = await linesOf("circle", "ROUND");
      return lines.length >= 16 ? lines : undefined;
    });
    expect(rounds).toHaveLength(16);
  });

  /** A topic that a function listens to. */
  async function topicOf(name: string): Promise<string> {
    const { TopicArn = "" } = await cloud.sns.send(new CreateTopicCommand({ Name: name }));
    await cloud.lambda.send(
      new AddPermissionCommand({
        FunctionName: name,
        StatementId: "topic",
        Action: "lambda:InvokeFunction",
        Principal: "sns.amazonaws.com",
        SourceArn: TopicArn,
      }),
    );
    await cloud.sns.send(new SubscribeCommand({ TopicArn, Protocol: "lambda", Endpoint: arn(name) }));
    return TopicArn;
  }

  it("is stopped when it goes through a topic", async () => {
    const stopped = await newQueue("topic-stopped");
    await createFunction(cloud, {
      name: "speaker-circle",
      variables: { TOPIC: "arn:aws:sns:eu-west-1:000000000000:speaker-circle" },
      files: {
        "index.js": `const { SNSClient, PublishCommand } = require("@aws-sdk/client-sns");
          exports.handler = async () => {
            console.log("ROUND");
            await new SNSClient().send(new PublishCommand({ TopicArn: process.env.TOPIC, Message: "again" }));
          };`,
      },
    });
    await cloud.lambda.send(
      new PutFunctionEventInvokeConfigCommand({
        FunctionName: "speaker-circle",
        DestinationConfig: { OnFailure: { Destination: queueArn("topic-stopped") } },
      }),
    );
    const TopicArn = await topicOf("speaker-circle");

    await cloud.sns.send(new PublishCommand({ TopicArn, Message: "first" }));

    expect(JSON.parse((await stopped()).Body ?? "").requestContext.condition).toBe("RecursiveInvocationException");
    expect(await linesOf("speaker-circle", "ROUND")).toHaveLength(16);
  });

  it("is stopped when destinations bring it back", async () => {
    const stopped = await newQueue("ping-stopped");
    const files = { "index.js": "exports.handler = async () => console.log('ROUND')" };
    for (const name of ["ping", "pong"]) await createFunction(cloud, { name, files });
    const goOn = (FunctionName: string, next: string) =>
      cloud.lambda.send(
        new PutFunctionEventInvokeConfigCommand({
          FunctionName,
          DestinationConfig: {
            OnSuccess: { Destination: arn(next) },
            OnFailure: { Destination: queueArn("ping-stopped") },
          },
        }),
      );
    await goOn("ping", "pong");
    await goOn("pong", "ping");

    await send("ping", {});

    expect(JSON.parse((await stopped()).Body ?? "").requestContext).toMatchObject({
      condition: "RecursiveInvocationException",
      functionArn: `${arn("ping")}:$LATEST`,
    });
    expect(await linesOf("pong", "ROUND")).toHaveLength(16);
  });
});
