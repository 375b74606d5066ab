import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, GetObjectCommand } from "@aws-sdk/client-s3";
import { CreateActivityCommand, DescribeStateMachineForExecutionCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createFunction, createRole as createFunctionRole } from "../lambda/function.ts";
import {
  createRole,
  ended,
  historyOf,
  jsonata,
  machine,
  only,
  outputOf,
  roleArn,
  run,
  start,
  startOf,
} from "./machine.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
  await createFunctionRole(cloud);
});
afterAll(() => cloud.stop());

describe("a Lambda function", () => {
  const files = {
    "index.js": `exports.handler = async (event) => {
      if (event.fail) { const error = new Error("no"); error.name = "Custom"; throw error; }
      return { got: event };
    };`,
  };
  beforeAll(async () => {
    await createFunction(cloud, { name: "worker", files });
  });
  const FunctionName = "worker";

  it("is invoked with a payload and answers one", async () => {
    const state = {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Parameters: { FunctionName, "Payload.$": "$" },
      OutputPath: "$.Payload",
    };

    expect(await outputOf(cloud, only(state), { a: 1 })).toEqual({ got: { a: 1 } });
  });

  it("is the resource itself, in histories of its own", async () => {
    const Resource = "arn:aws:lambda:eu-west-1:000000000000:function:worker";
    const arn = await start(cloud, only({ Type: "Task", Resource, TimeoutSeconds: 30 }), { a: 1 });
    await ended(cloud, arn);

    expect((await historyOf(cloud, arn)).slice(2, 5)).toEqual([
      [3, 2, "LambdaFunctionScheduled", { resource: Resource, input: '{"a":1}', timeoutInSeconds: 30 }],
      [4, 3, "LambdaFunctionStarted"],
      [5, 4, "LambdaFunctionSucceeded", { output: '{"got":{"a":1}}' }],
    ]);
  });

  it("fails by the name of what it throws, which is caught and tried again", async () => {
    const state = {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Arguments: { FunctionName, Payload: { fail: true } },
      Retry: [{ ErrorEquals: ["Other"] }, { ErrorEquals: ["Custom"], IntervalSeconds: 1, MaxAttempts: 1 }],
      Catch: [{ ErrorEquals: ["States.TaskFailed"], Output: "{% $states.errorOutput.Error %}", Next: "After" }],
    };
    const { End: _, ...task } = { End: true, ...state, Next: "After" };
    const arn = await start(cloud, { StartAt: "T", ...jsonata, States: { T: task, After: { Type: "Succeed" } } });
    const { output } = await ended(cloud, arn);
    const types = (await historyOf(cloud, arn)).map((event) => (event as unknown[])[2]);

    expect(output).toBe('"Custom"');
    expect(types.filter((type) => type === "TaskFailed")).toHaveLength(2);
  });
});

describe("DynamoDB", () => {
  beforeAll(async () => {
    await cloud.dynamodb.send(
      new CreateTableCommand({
        TableName: "items",
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
        BillingMode: "PAY_PER_REQUEST",
      }),
    );
  });

  it("keeps and answers items", async () => {
    const put = {
      Type: "Task",
      Resource: "arn:aws:states:::dynamodb:putItem",
      Parameters: { TableName: "items", Item: { id: { S: "1" }, n: { N: "7" } } },
      ResultPath: null,
      Next: "Get",
    };
    const get = {
      Type: "Task",
      Resource: "arn:aws:states:::dynamodb:getItem",
      Parameters: { TableName: "items", Key: { id: { S: "1" } } },
      OutputPath: "$.Item",
      End: true,
    };

    expect(await outputOf(cloud, { StartAt: "Put", States: { Put: put, Get: get } })).toEqual({
      id: { S: "1" },
      n: { N: "7" },
    });
  });

  it("fails in the words of the first SDK", async () => {
    const Parameters = { TableName: "none", Item: { id: { S: "1" } } };

    expect(
      await run(cloud, only({ Type: "Task", Resource: "arn:aws:states:::dynamodb:putItem", Parameters })),
    ).toMatchObject({
      error: "DynamoDB.ResourceNotFoundException",
      cause: expect.stringMatching(
        /^Requested resource not found.* \(Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ResourceNotFoundException; Request ID: .*; Proxy: null\)$/,
      ),
    });
  });
});

describe("aws-sdk", () => {
  it("calls any operation of any service", async () => {
    await cloud.s3.send(
      new CreateBucketCommand({ Bucket: "sdk", CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
    );
    const put = {
      Type: "Task",
      Resource: "arn:aws:states:::aws-sdk:s3:putObject",
      Parameters: { Bucket: "sdk", Key: "k", Body: { a: 1 } },
    };
    await outputOf(cloud, only(put));
    const read = await cloud.s3.send(new GetObjectCommand({ Bucket: "sdk", Key: "k" }));
    await cloud.states.send(new CreateActivityCommand({ name: "listed" }));
    const listed = {
      Type: "Task",
      Resource: "arn:aws:states:::aws-sdk:sfn:listActivities",
      Parameters: {},
      OutputPath: "$.Activities[0].Name",
    };

    expect(await read.Body?.transformToString()).toBe('{"a":1}');
    expect(await outputOf(cloud, only(listed))).toBe("listed");
  });

  it("fails in the words of the second SDK", async () => {
    const Parameters = { Bucket: "sdk", Key: "none" };

    expect(
      await run(cloud, only({ Type: "Task", Resource: "arn:aws:states:::aws-sdk:s3:getObject", Parameters })),
    ).toMatchObject({
      error: "S3.NoSuchKeyException",
      cause: expect.stringMatching(
        /^The specified key does not exist\. \(Service: S3, Status Code: 404, Request ID: .*\)$/,
      ),
    });
  });
});

describe("startExecution", () => {
  it.each([
    ["sync", '{"n":2}'],
    ["sync:2", { n: 2 }],
  ])("waits with .%s for the end of what it starts", async (pattern, expected) => {
    const StateMachineArn = await machine(cloud, only({ Type: "Wait", Seconds: 1 }));
    const Arguments = { StateMachineArn, Input: { n: 2 } };
    const arn = await start(
      cloud,
      only({ Type: "Task", Resource: `arn:aws:states:::states:startExecution.${pattern}`, Arguments }, jsonata),
    );
    const { output } = await ended(cloud, arn);

    expect((JSON.parse(output ?? "{}") as { Output: unknown }).Output).toEqual(expected);
  });

  it("fails with what it starts", async () => {
    const StateMachineArn = await machine(cloud, { StartAt: "F", States: { F: { Type: "Fail", Error: "Inner" } } });
    const { error, cause } = await run(
      cloud,
      only({
        Type: "Task",
        Resource: "arn:aws:states:::states:startExecution.sync:2",
        Parameters: { StateMachineArn },
      }),
    );

    expect(error).toBe("States.TaskFailed");
    expect(JSON.parse(cause ?? "{}")).toMatchObject({ Status: "FAILED", Error: "Inner" });
  });
});

describe("the role of a machine", () => {
  it("must be one that Step Functions may assume", async () => {
    const stateMachineArn = await machine(
      cloud,
      only({
        Type: "Task",
        Resource: "arn:aws:states:::aws-sdk:sfn:listActivities",
        Credentials: { RoleArn: `${roleArn}-none` },
      }),
    );
    const { error, cause } = await run(
      cloud,
      JSON.parse(
        (
          await cloud.states.send(
            new DescribeStateMachineForExecutionCommand({ executionArn: await startOf(cloud, stateMachineArn) }),
          )
        ).definition ?? "{}",
      ),
    );

    expect(error).toBe("States.TaskFailed");
    expect(cause).toMatch(/not authorized to perform: sts:AssumeRole/);
  });
});
