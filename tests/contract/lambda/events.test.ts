import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  GetFunctionRecursionConfigCommand,
  InvokeAsyncCommand,
  InvokeCommand,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
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
        Statement: [{ Effect: "Allow", Action: ["sqs:*", "lambda:*"], Resource: "*" }],
      }),
    }),
  );
});
afterAll(() => cloud.stop());

const send = (FunctionName: string, event: object) =>
  cloud.lambda.send(
    new InvokeCommand({ FunctionName, InvocationType: "Event", Payload: Buffer.from(JSON.stringify(event)) }),
  );

async function newQueue(QueueName: string): Promise<() => Promise<Message>> {
  const { QueueUrl } = await cloud.sqs.send(new CreateQueueCommand({ QueueName }));
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
});
