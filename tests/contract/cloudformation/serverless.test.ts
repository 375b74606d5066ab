import { DescribeStackResourcesCommand } from "@aws-sdk/client-cloudformation";
import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetPolicyCommand, InvokeCommand } from "@aws-sdk/client-lambda";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { DescribeExecutionCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createStack, deleteStack, outputsOf, updateStack } from "../../support/stacks.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const template = `
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: nodejs20.x
    Handler: index.handler
    Timeout: 20
    Environment: {Variables: {TABLE: !Ref Table}}
Resources:
  Loader:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: |
        exports.handler = async (event) => {
          if (event.ask) return { word: process.env.WORD, table: process.env.TABLE };
          console.log("seen", event.Records?.[0]?.eventSource ?? event.Records?.[0]?.EventSource ?? event.source);
        };
      Environment: {Variables: {WORD: own}}
      AutoPublishAlias: live
      Policies:
        - DynamoDBCrudPolicy: {TableName: !Ref Table}
        - Statement: [{Effect: Allow, Action: "sqs:*", Resource: "*"}]
      Events:
        Put: {Type: S3, Properties: {Bucket: !Ref Bucket, Events: "s3:ObjectCreated:*"}}
        Queued: {Type: SQS, Properties: {Queue: !GetAtt Queue.Arn, BatchSize: 3}}
        Told: {Type: SNS, Properties: {Topic: !Ref Topic}}
        Daily: {Type: Schedule, Properties: {Schedule: rate(1 day)}}
        Matched: {Type: EventBridgeRule, Properties: {Pattern: {source: [a]}}}
  Bucket: {Type: AWS::S3::Bucket}
  Queue: {Type: AWS::SQS::Queue}
  Topic: {Type: AWS::SNS::Topic}
  Table: {Type: AWS::Serverless::SimpleTable, Properties: {PrimaryKey: {Name: pk, Type: String}}}
  Flow:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition: {StartAt: Ask, States: {Ask: {Type: Task, Resource: "\${Fn}", Parameters: {ask: true}, End: true}}}
      DefinitionSubstitutions: {Fn: !GetAtt Loader.Arn}
      Policies: [{LambdaInvokePolicy: {FunctionName: !Ref Loader}}]
Outputs:
  Bucket: {Value: !Ref Bucket}
  Loader: {Value: !Ref Loader}
  Flow: {Value: !Ref Flow}
  Table: {Value: !Ref Table}
`;

describe("A serverless template", () => {
  it("is written out as plain resources that work together", async () => {
    const { cloudformation, lambda, logs, s3, states } = cloud;
    const stack = await createStack(cloudformation, "serverless", template);
    const { Bucket, Loader, Flow, Table } = outputsOf(stack);
    const { StackResources = [] } = await cloudformation.send(
      new DescribeStackResourcesCommand({ StackName: "serverless" }),
    );
    const ids = StackResources.map(({ LogicalResourceId = "" }) => LogicalResourceId.replace(/[0-9a-f]{10}$/, ""));
    await s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "a" }));
    const Payload = Buffer.from('{"ask":true}');
    const answer = await lambda.send(new InvokeCommand({ FunctionName: Loader, Qualifier: "live", Payload }));
    const said = JSON.parse(Buffer.from(answer.Payload ?? []).toString());
    // The event runs in an environment of its own.
    const written = { logGroupName: `/aws/lambda/${Loader}`, filterPattern: "seen" };
    const seen = await eventually(async () => {
      const { events = [] } = await logs.send(new FilterLogEventsCommand(written));
      return events.find(({ message }) => message?.includes("aws:s3"));
    });
    const { executionArn } = await states.send(new StartExecutionCommand({ stateMachineArn: Flow }));
    const ended = await eventually(async () => {
      const execution = await states.send(new DescribeExecutionCommand({ executionArn }));
      return execution.status === "RUNNING" ? undefined : execution;
    });

    expect(stack.StackStatus).toBe("CREATE_COMPLETE");
    expect(ids.sort()).toEqual([
      ...["Bucket", "Flow", "FlowRole", "Loader", "LoaderAliaslive", "LoaderDaily", "LoaderDailyPermission"],
      ...[
        "LoaderMatched",
        "LoaderMatchedPermission",
        "LoaderPutPermission",
        "LoaderQueued",
        "LoaderRole",
        "LoaderTold",
      ],
      ...["LoaderToldPermission", "LoaderVersion", "Queue", "Table", "Topic"],
    ]);
    expect(said).toEqual({ word: "own", table: Table });
    expect(seen.message).toContain("seen aws:s3");
    expect(ended.status).toBe("SUCCEEDED");
  });

  it("publishes a version for each change of its code", async () => {
    const { cloudformation, lambda } = cloud;
    const changed = template.replace("word: process.env.WORD", "word: 'changed'");
    const stack = await updateStack(cloudformation, "serverless", changed);
    const { Loader } = outputsOf(stack);
    const Payload = Buffer.from('{"ask":true}');
    const answer = await lambda.send(new InvokeCommand({ FunctionName: Loader, Qualifier: "live", Payload }));
    const { Policy = "" } = await lambda.send(new GetPolicyCommand({ FunctionName: Loader, Qualifier: "live" }));

    expect(stack.StackStatus).toBe("UPDATE_COMPLETE");
    expect(JSON.parse(Buffer.from(answer.Payload ?? []).toString()).word).toBe("changed");
    expect(answer.ExecutedVersion).toBe("2");
    expect(JSON.parse(Policy).Statement).toHaveLength(4);
  });

  it("goes with its stack, once its bucket is empty", async () => {
    const { cloudformation } = cloud;
    const stack = await deleteStack(cloudformation, "serverless", {}).catch((error: unknown) => error);

    expect(stack).toMatchObject({ StackStatus: "DELETE_FAILED" });
  });

  it("says which resource is wrong", async () => {
    const wrong = template.replace("Type: SQS,", "Type: Nothing,");

    await expect(createStack(cloud.cloudformation, "wrong", wrong)).rejects.toThrow(
      "Resource with id [LoaderQueued] is invalid. Event type Nothing is not supported here.",
    );
  });
});

const apiTemplate = `
Transform: AWS::Serverless-2016-10-31
Globals:
  Function: {Runtime: nodejs20.x, Handler: index.handler, Timeout: 20}
Resources:
  Shop:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: |
        exports.handler = async ({ version, resource, routeKey, pathParameters }) =>
          ({ statusCode: 200, body: JSON.stringify({ version, at: resource ?? routeKey, ...pathParameters, table: process.env.TABLE }) });
      Environment: {Variables: {TABLE: !Ref Table}}
      Policies: [{DynamoDBReadPolicy: {TableName: !Ref Table}}]
      Events:
        Rest: {Type: Api, Properties: {Path: "/orders/{id}", Method: get}}
        Http: {Type: HttpApi, Properties: {Path: "/orders/{id}", Method: get}}
        Rest2: {Type: Api, Properties: {Path: /orders, Method: post, RestApiId: !Ref Own}}
  Own: {Type: AWS::Serverless::Api, Properties: {StageName: dev, Variables: {word: one}}}
  Table: {Type: AWS::Serverless::SimpleTable}
Outputs:
  Rest: {Value: !Ref ServerlessRestApi}
  Http: {Value: !GetAtt ServerlessHttpApi.ApiEndpoint}
  Own: {Value: !Ref Own}
  Table: {Value: !Ref Table}
`;

describe("A serverless template with APIs", () => {
  const answerOf = async (url: string, method = "GET") => {
    const response = await fetch(url, { method });
    return response.ok ? response.json() : response.status;
  };
  const restUrl = (id: string | undefined, path: string) => `${cloud.cloud.endpoint}/_aws/execute-api/${id}/${path}`;

  it("answers requests", async () => {
    const stack = await createStack(cloud.cloudformation, "web", apiTemplate);
    const { Rest, Http, Own, Table } = outputsOf(stack);

    expect(stack.StackStatus).toBe("CREATE_COMPLETE");
    const at = "/orders/{id}";
    expect(await answerOf(restUrl(Rest, "Prod/orders/7"))).toEqual({ at, id: "7", table: Table });
    expect(await answerOf(`${Http}/orders/8`)).toEqual({ version: "2.0", at: `GET ${at}`, id: "8", table: Table });
    expect(await answerOf(restUrl(Own, "dev/orders"), "POST")).toEqual({ at: "/orders", table: Table });
    expect(await answerOf(restUrl(Own, "dev/other"), "POST")).toBe(403);
  });

  it("answers by its new routes once it is changed", async () => {
    const changed = apiTemplate.replaceAll("/orders/{id}", "/things/{id}");
    const stack = await updateStack(cloud.cloudformation, "web", changed);
    const { Rest, Http } = outputsOf(stack);

    expect(stack.StackStatus).toBe("UPDATE_COMPLETE");
    expect(await answerOf(restUrl(Rest, "Prod/things/7"))).toMatchObject({ at: "/things/{id}", id: "7" });
    expect(await answerOf(`${Http}/things/8`)).toMatchObject({ at: "GET /things/{id}", id: "8" });
    expect(await answerOf(`${Http}/orders/8`)).toBe(404);
  });

  it("goes with its stack", async () => {
    const { StackId = "" } = await updateStack(cloud.cloudformation, "web", apiTemplate);
    const stack = await deleteStack(cloud.cloudformation, StackId);

    expect(stack.StackStatus).toBe("DELETE_COMPLETE");
  });
});
