import {
  CancelMessageMoveTaskCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  SetQueueAttributesCommand,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createQueue, type TestQueue } from "./queue.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

/** A queue that gives a message up after `maxReceiveCount` receives, and where it goes then. */
async function pair(name: string, maxReceiveCount = 1): Promise<{ source: TestQueue; dead: TestQueue }> {
  const dead = await createQueue(cloud, `${name}-dead`);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount });
  return { dead, source: await createQueue(cloud, name, { RedrivePolicy, VisibilityTimeout: "1" }) };
}

async function poison(source: TestQueue, receives: number): Promise<void> {
  for (let times = 0; times < receives; times++) {
    await source.receive();
    cloud.cloud.advanceClock(1_000);
  }
  expect(await source.bodies()).toEqual([]);
}

describe("A poison message", () => {
  it("ends in the dead-letter queue with what it had, after exactly so many receives", async () => {
    const { source, dead } = await pair("poison", 2);
    const { MessageId } = await source.send("bad", {
      MessageAttributes: { kind: { DataType: "String", StringValue: "x" } },
    });
    const [first] = await source.receive({ MessageSystemAttributeNames: ["All"] });
    cloud.cloud.advanceClock(1_000);
    expect(await dead.bodies()).toEqual([]);
    await poison(source, 1);

    const [message] = await dead.receive({ MessageSystemAttributeNames: ["All"], MessageAttributeNames: ["All"] });

    expect(message).toMatchObject({
      MessageId,
      Body: "bad",
      MessageAttributes: { kind: { StringValue: "x" } },
    });
    expect(message?.Attributes).toEqual({
      ...first?.Attributes,
      ApproximateReceiveCount: "3",
      DeadLetterQueueSourceArn: source.arn,
    });
    expect(await source.counts()).toEqual(["0", "0", "0"]);
  });

  it("stays where it is when the dead-letter queue takes nothing of that queue", async () => {
    const { source, dead } = await pair("unwanted");
    const RedriveAllowPolicy = JSON.stringify({ redrivePermission: "denyAll" });
    await cloud.sqs.send(new SetQueueAttributesCommand({ QueueUrl: dead.url, Attributes: { RedriveAllowPolicy } }));
    await source.send("bad");

    await source.receive();
    cloud.cloud.advanceClock(1_000);

    expect(await source.bodies()).toEqual(["bad"]);
  });
});

describe("A dead-letter queue", () => {
  it("knows its sources", async () => {
    const { source, dead } = await pair("sources");

    const { queueUrls } = await cloud.sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead.url }));

    expect(queueUrls).toEqual([source.url]);
  });

  it("gives its messages back when told to, as new ones", async () => {
    const { source, dead } = await pair("back");
    const { MessageId } = await source.send("bad");
    await poison(source, 1);

    const { TaskHandle } = await cloud.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: dead.arn }));
    const [task] = await eventually(async () => {
      const { Results } = await cloud.sqs.send(new ListMessageMoveTasksCommand({ SourceArn: dead.arn }));
      return Results?.[0]?.Status === "COMPLETED" ? Results : undefined;
    });

    expect(TaskHandle).toMatch(/^[A-Za-z0-9+/=]+$/);
    expect(task).toMatchObject({ ApproximateNumberOfMessagesMoved: 1, ApproximateNumberOfMessagesToMove: 1 });
    const [message] = await source.receive({ MessageSystemAttributeNames: ["All"] });
    expect(message).toMatchObject({ Body: "bad", Attributes: { ApproximateReceiveCount: "1" } });
    expect(message?.MessageId).not.toBe(MessageId);
    expect(await dead.counts()).toEqual(["0", "0", "0"]);
  });

  it("stops giving back when the task is cancelled", async () => {
    const { source, dead } = await pair("cancelled");
    for (const body of ["a", "b", "c"]) await source.send(body);
    await poison(source, 1);
    const { TaskHandle } = await cloud.sqs.send(
      new StartMessageMoveTaskCommand({ SourceArn: dead.arn, MaxNumberOfMessagesPerSecond: 1 }),
    );

    await cloud.sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
    cloud.cloud.advanceClock(1_000);

    const [task] = await eventually(async () => {
      const { Results } = await cloud.sqs.send(new ListMessageMoveTasksCommand({ SourceArn: dead.arn }));
      return Results?.[0]?.Status === "CANCELLED" ? Results : undefined;
    });
    expect(task?.ApproximateNumberOfMessagesMoved).toBeLessThan(3);
  });

  it("refuses to give back what it never got", async () => {
    const queue = await createQueue(cloud, "no-dead-letters");

    await expect(cloud.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: queue.arn }))).rejects.toMatchObject({
      message: "Source queue must be configured as a Dead Letter Queue.",
    });
  });
});
