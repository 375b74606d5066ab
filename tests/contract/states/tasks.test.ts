import { CreateApiCommand, CreateRouteCommand, GetRoutesCommand } from "@aws-sdk/client-apigatewayv2";
import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { CreateBucketCommand, GetObjectCommand } from "@aws-sdk/client-s3";
import {
  CreateActivityCommand,
  DeleteActivityCommand,
  DescribeActivityCommand,
  DescribeStateMachineForExecutionCommand,
  GetActivityTaskCommand,
  ListActivitiesCommand,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  StartSyncExecutionCommand,
} from "@aws-sdk/client-sfn";
import { CreateQueueCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createFunction, createRole as createFunctionRole } from "../lambda/function.ts";
import { createRole, ended, historyOf, jsonata, machine, only, outputOf, roleArn, run, start } from "./machine.ts";

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

describe("a callback", () => {
  it("ends the task that gave its token away, once", async () => {
    const { QueueUrl } = await cloud.sqs.send(new CreateQueueCommand({ QueueName: "tokens" }));
    const Parameters = { QueueUrl, MessageBody: { "token.$": "$$.Task.Token" } };
    const arn = await start(
      cloud,
      only({
        Type: "Task",
        Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        Parameters,
        HeartbeatSeconds: 60,
      }),
    );
    const body = await eventually(async () => {
      const { Messages } = await cloud.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
      return Messages?.[0]?.Body;
    });
    const { token: taskToken } = JSON.parse(body) as { token: string };
    await eventually(async () => ((await historyOf(cloud, arn)).length === 5 ? true : undefined));
    cloud.cloud.advanceClock(50_000);
    await cloud.states.send(new SendTaskHeartbeatCommand({ taskToken }));
    cloud.cloud.advanceClock(50_000);
    await cloud.states.send(new SendTaskSuccessCommand({ taskToken, output: '{"ok":1}' }));

    expect((await ended(cloud, arn)).output).toBe('{"ok":1}');
    expect((await historyOf(cloud, arn)).map((event) => (event as unknown[])[2]).slice(2, 6)).toEqual([
      "TaskScheduled",
      "TaskStarted",
      "TaskSubmitted",
      "TaskSucceeded",
    ]);
    await expect(cloud.states.send(new SendTaskSuccessCommand({ taskToken, output: "1" }))).rejects.toMatchObject({
      name: "TaskTimedOut",
    });
    await expect(cloud.states.send(new SendTaskFailureCommand({ taskToken: "made up" }))).rejects.toMatchObject({
      name: "InvalidToken",
      message: "Invalid Token: 'Invalid token'",
    });
  });

  it("times out without a sign of life", async () => {
    const { QueueUrl } = await cloud.sqs.send(new CreateQueueCommand({ QueueName: "silent" }));
    const Parameters = { QueueUrl, MessageBody: "x" };
    const arn = await start(
      cloud,
      only({
        Type: "Task",
        Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        Parameters,
        HeartbeatSeconds: 5,
      }),
    );
    await eventually(async () => ((await historyOf(cloud, arn)).length === 5 ? true : undefined));
    cloud.cloud.advanceClock(5_000);

    expect(await ended(cloud, arn)).toMatchObject({ status: "FAILED", error: "States.Timeout" });
    expect((await historyOf(cloud, arn)).at(-2)).toMatchObject([6, 5, "TaskTimedOut", { error: "States.Timeout" }]);
  });
});

describe("an activity", () => {
  it("hands its tasks to workers", async () => {
    const { activityArn } = await cloud.states.send(new CreateActivityCommand({ name: "by-hand" }));
    const arn = await start(cloud, only({ Type: "Task", Resource: activityArn }), { a: 1 });
    const { taskToken, input } = await cloud.states.send(new GetActivityTaskCommand({ activityArn, workerName: "w" }));
    await cloud.states.send(new SendTaskSuccessCommand({ taskToken, output: "2" }));
    await ended(cloud, arn);

    expect(input).toBe('{"a":1}');
    expect((await historyOf(cloud, arn)).slice(2)).toEqual([
      [3, 2, "ActivityScheduled", { resource: activityArn, input: '{"a":1}' }],
      [4, 3, "ActivityStarted", { workerName: "w" }],
      [5, 4, "ActivitySucceeded", { output: "2" }],
      [6, 5, "TaskStateExited", { name: "Only", output: "2" }],
      [7, 6, "ExecutionSucceeded", { output: "2" }],
    ]);
  });

  it("waits for a task that comes later, and fails as the worker says", async () => {
    const { activityArn } = await cloud.states.send(new CreateActivityCommand({ name: "later" }));
    const polled = cloud.states.send(new GetActivityTaskCommand({ activityArn }));
    const arn = await start(cloud, only({ Type: "Task", Resource: activityArn }));
    const { taskToken } = await polled;
    await cloud.states.send(new SendTaskFailureCommand({ taskToken, error: "E", cause: "c" }));

    expect(await ended(cloud, arn)).toMatchObject({ status: "FAILED", error: "E", cause: "c" });
  });

  it("is described, listed and deleted", async () => {
    const { activityArn } = await cloud.states.send(new CreateActivityCommand({ name: "listed" }));
    const described = await cloud.states.send(new DescribeActivityCommand({ activityArn }));
    const { activities } = await cloud.states.send(new ListActivitiesCommand({}));
    await cloud.states.send(new DeleteActivityCommand({ activityArn }));

    expect(described).toMatchObject({ name: "listed", encryptionConfiguration: { type: "AWS_OWNED_KEY" } });
    expect(activities?.map(({ name }) => name)).toContain("listed");
    await expect(cloud.states.send(new DescribeActivityCommand({ activityArn }))).rejects.toMatchObject({
      name: "ActivityDoesNotExist",
    });
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
    const listed = {
      Type: "Task",
      Resource: "arn:aws:states:::aws-sdk:sfn:listActivities",
      Parameters: {},
      OutputPath: "$.Activities[0].Name",
    };

    expect(await read.Body?.transformToString()).toBe('{"a":1}');
    expect(await outputOf(cloud, only(listed))).toEqual(expect.any(String));
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
            new DescribeStateMachineForExecutionCommand({ executionArn: await startOf(stateMachineArn) }),
          )
        ).definition ?? "{}",
      ),
    );

    expect(error).toBe("States.TaskFailed");
    expect(cause).toMatch(/not authorized to perform: sts:AssumeRole/);
  });
});

async function startOf(stateMachineArn: string): Promise<string> {
  const { StartExecutionCommand } = await import("@aws-sdk/client-sfn");
  return (await cloud.states.send(new StartExecutionCommand({ stateMachineArn }))).executionArn ?? "";
}

describe("StartSyncExecution", () => {
  it("answers the output of an Express machine", async () => {
    const stateMachineArn = await machine(
      cloud,
      only({ Type: "Pass", Output: "{% $states.input.a + 1 %}" }, jsonata),
      "EXPRESS",
    );
    const answer = await cloud.states.send(new StartSyncExecutionCommand({ stateMachineArn, input: '{"a":1}' }));

    expect(answer).toMatchObject({
      status: "SUCCEEDED",
      output: "2",
      input: '{"a":1}',
      billingDetails: { billedMemoryUsedInMB: 64 },
    });
    expect(answer.executionArn).toContain(":express:");
  });

  it("answers errors, and refuses Standard machines", async () => {
    const failing = await machine(cloud, { StartAt: "F", States: { F: { Type: "Fail", Error: "E" } } }, "EXPRESS");
    const standard = await machine(cloud, only({ Type: "Pass" }));

    expect(await cloud.states.send(new StartSyncExecutionCommand({ stateMachineArn: failing }))).toMatchObject({
      status: "FAILED",
      error: "E",
    });
    await expect(cloud.states.send(new StartSyncExecutionCommand({ stateMachineArn: standard }))).rejects.toMatchObject(
      {
        name: "StateMachineTypeNotSupported",
      },
    );
  });
});

describe("an API", () => {
  let host = "";
  beforeAll(async () => {
    const { apigatewayv2, lambda } = cloud;
    const source = `exports.handler = async ({ rawPath, rawQueryString, headers, body }) =>
      rawPath === "/bad" ? { statusCode: 418, body: "no" } : { rawPath, rawQueryString, word: headers.word, body };`;
    await createFunction(cloud, { name: "answers", files: { "index.js": source } });
    const Principal = "apigateway.amazonaws.com";
    const Action = "lambda:InvokeFunction";
    await lambda.send(new AddPermissionCommand({ FunctionName: "answers", StatementId: "api", Action, Principal }));
    const Target = "arn:aws:lambda:eu-west-1:000000000000:function:answers";
    const api = await apigatewayv2.send(new CreateApiCommand({ Name: "answers", ProtocolType: "HTTP", Target }));
    const { ApiId = "" } = api;
    const { Items = [] } = await apigatewayv2.send(new GetRoutesCommand({ ApiId }));
    const guarded = { ApiId, RouteKey: "GET /guarded", AuthorizationType: "AWS_IAM" as const };
    await apigatewayv2.send(new CreateRouteCommand({ ...guarded, Target: Items[0]?.Target }));
    host = `${ApiId}.execute-api.eu-west-1.amazonaws.com`;
  });
  const call = (Parameters: object) =>
    only({
      Type: "Task",
      Resource: "arn:aws:states:::apigateway:invoke",
      Parameters: { ApiEndpoint: host, ...Parameters },
    });

  it("is called with a body, headers and a query", async () => {
    const output = await outputOf(
      cloud,
      call({
        Method: "POST",
        Path: "/orders",
        Headers: { word: ["one"] },
        QueryParameters: { a: ["1", "2"] },
        "RequestBody.$": "$",
      }),
      { n: 1 },
    );

    expect(output).toMatchObject({
      StatusCode: 200,
      StatusText: "OK",
      Headers: { "content-type": ["application/json"] },
      ResponseBody: { rawPath: "/orders", rawQueryString: "a=1&a=2", word: "one", body: '{"n":1}' },
    });
  });

  it("is called as the machine's role where it wants to know who calls", async () => {
    const execution = await run(cloud, call({ Method: "GET", Path: "/guarded" }));
    const output = await outputOf(cloud, call({ Method: "GET", Path: "/guarded", AuthType: "IAM_ROLE" }));

    expect(execution).toMatchObject({ status: "FAILED", error: "ApiGateway.403" });
    expect(output).toMatchObject({ StatusCode: 200, ResponseBody: { rawPath: "/guarded" } });
  });

  it("fails by its status", async () => {
    expect(await run(cloud, call({ Method: "GET", Path: "/bad" }))).toMatchObject({
      status: "FAILED",
      error: "ApiGateway.418",
      cause: "no",
    });
  });
});
