import {
  CreateActivityCommand,
  DeleteActivityCommand,
  DescribeActivityCommand,
  GetActivityTaskCommand,
  ListActivitiesCommand,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
} from "@aws-sdk/client-sfn";
import { CreateQueueCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createRole as createFunctionRole } from "../lambda/function.ts";
import { createRole, ended, historyOf, only, start } from "./machine.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
  await createFunctionRole(cloud);
});
afterAll(() => cloud.stop());

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
