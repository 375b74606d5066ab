import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  ReceiptHandleIsInvalid,
  SendMessageBatchCommand,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createQueue } from "./queue.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const drop = (QueueUrl: string, ReceiptHandle: string | undefined) =>
  cloud.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));

describe("A message", () => {
  it("comes with what was sent, and with the sums that the client checks", async () => {
    const queue = await createQueue(cloud, "whole");
    const MessageAttributes = {
      kind: { DataType: "String", StringValue: "order" },
      total: { DataType: "Number.euro", StringValue: "12.50" },
      proof: { DataType: "Binary", BinaryValue: new Uint8Array([0, 1, 255]) },
    };
    const trace = { DataType: "String", StringValue: "Root=1-5759e988-bd862e3fe1be46a994272793" } as const;
    const sent = await queue.send("größe 😀", {
      MessageAttributes,
      MessageSystemAttributes: { AWSTraceHeader: trace },
    });

    const [message] = await queue.receive({
      MessageAttributeNames: ["All"],
      MessageSystemAttributeNames: ["All"],
    });

    expect(message).toMatchObject({
      MessageId: sent.MessageId,
      Body: "größe 😀",
      MessageAttributes,
      Attributes: {
        SenderId: expect.any(String),
        SentTimestamp: expect.stringMatching(/^\d{13}$/),
        ApproximateReceiveCount: "1",
        ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
        AWSTraceHeader: trace.StringValue,
      },
    });
    expect(message?.ReceiptHandle).toMatch(/^AQEB/);
  });

  it("is hidden while it is in flight and comes back when nobody deletes it", async () => {
    const queue = await createQueue(cloud, "visibility", { VisibilityTimeout: "10" });
    await queue.send("a");
    await queue.send("b");

    expect(await queue.bodies({ MaxNumberOfMessages: 1 })).toEqual(["a"]);
    expect(await queue.counts()).toEqual(["1", "1", "0"]);
    expect(await queue.bodies()).toEqual(["b"]);
    expect(await queue.bodies()).toEqual([]);
    cloud.cloud.advanceClock(10_000);
    const again = await queue.receive({ MessageSystemAttributeNames: ["ApproximateReceiveCount"] });

    expect(again.map(({ Body, Attributes }) => [Body, Attributes?.["ApproximateReceiveCount"]])).toEqual([
      ["a", "2"],
      ["b", "2"],
    ]);
    for (const { ReceiptHandle } of again) await drop(queue.url, ReceiptHandle);
    expect(await queue.counts()).toEqual(["0", "0", "0"]);
  });

  it("is delayed as its queue or its sender says", async () => {
    const queue = await createQueue(cloud, "delay", { DelaySeconds: "5" });
    await queue.send("queue's");
    await queue.send("own", { DelaySeconds: 60 });
    await queue.send("none", { DelaySeconds: 0 });

    expect(await queue.counts()).toEqual(["1", "0", "2"]);
    expect(await queue.bodies()).toEqual(["none"]);
    cloud.cloud.advanceClock(5_000);
    expect(await queue.bodies()).toEqual(["queue's"]);
    cloud.cloud.advanceClock(55_000);
    expect(await queue.bodies()).toContain("own");
  });

  it("is dropped when it is older than its queue keeps messages", async () => {
    const queue = await createQueue(cloud, "retention", { MessageRetentionPeriod: "60" });
    await queue.send("old");
    cloud.cloud.advanceClock(40_000);
    await queue.send("young");
    cloud.cloud.advanceClock(20_000);

    expect(await queue.counts()).toEqual(["1", "0", "0"]);
    expect(await queue.bodies()).toEqual(["young"]);
  });

  it("may be a mebibyte long and not a byte longer", async () => {
    const queue = await createQueue(cloud, "large");
    const body = "x".repeat(1_048_576);

    await queue.send(body);
    const longer = queue.send(`${body}x`);

    await expect(longer).rejects.toMatchObject({
      name: "InvalidParameterValue",
      message: "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.",
    });
    expect(await queue.bodies()).toEqual([body]);
  });

  it.each([
    ["characters that XML has no place for", "a\u0000b", {}, "InvalidMessageContents"],
    ["an attribute without a value", "a", { kind: { DataType: "String", StringValue: "" } }, "InvalidParameterValue"],
    ["an attribute of no known type", "a", { kind: { DataType: "Text", StringValue: "x" } }, "InvalidParameterValue"],
    ["a number that is none", "a", { kind: { DataType: "Number", StringValue: "x" } }, "InvalidParameterValue"],
    ["an attribute of AWS's", "a", { "AWS.kind": { DataType: "String", StringValue: "x" } }, "InvalidParameterValue"],
  ])("is refused with %s", async (_, body, MessageAttributes, name) => {
    const queue = await createQueue(cloud, "refused");

    await expect(queue.send(body, { MessageAttributes })).rejects.toMatchObject({ name });
  });
});

describe("A receipt handle", () => {
  it("is refused when nobody issued it, or for another queue", async () => {
    const [one, other] = [await createQueue(cloud, "one"), await createQueue(cloud, "other")];
    await one.send("x");
    const [message] = await one.receive();

    await expect(drop(one.url, "nonsense")).rejects.toBeInstanceOf(ReceiptHandleIsInvalid);
    await expect(drop(other.url, message?.ReceiptHandle)).rejects.toBeInstanceOf(ReceiptHandleIsInvalid);
  });

  it("may delete twice, and change visibility only while the message is there", async () => {
    const queue = await createQueue(cloud, "twice");
    await queue.send("x");
    const [message] = await queue.receive();
    await drop(queue.url, message?.ReceiptHandle);
    await drop(queue.url, message?.ReceiptHandle);

    const change = cloud.sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queue.url,
        ReceiptHandle: message?.ReceiptHandle,
        VisibilityTimeout: 5,
      }),
    );

    await expect(change).rejects.toMatchObject({ name: "InvalidParameterValue" });
  });
});

describe("ChangeMessageVisibility", () => {
  it("comes too late when the message is visible again", async () => {
    const queue = await createQueue(cloud, "late", { VisibilityTimeout: "10" });
    await queue.send("x");
    const [message] = await queue.receive();
    cloud.cloud.advanceClock(10_000);

    const change = cloud.sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queue.url,
        ReceiptHandle: message?.ReceiptHandle,
        VisibilityTimeout: 60,
      }),
    );

    await expect(change).rejects.toMatchObject({
      message: expect.stringContaining("Message does not exist or is not available for visibility timeout change."),
    });
    expect(await queue.bodies()).toEqual(["x"]);
  });

  it("hides for longer, or shows at once", async () => {
    const queue = await createQueue(cloud, "change", { VisibilityTimeout: "10" });
    await queue.send("x");
    const [message] = await queue.receive();
    const change = (VisibilityTimeout: number) =>
      cloud.sqs.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: queue.url,
          ReceiptHandle: message?.ReceiptHandle,
          VisibilityTimeout,
        }),
      );

    await change(60);
    cloud.cloud.advanceClock(30_000);
    expect(await queue.bodies()).toEqual([]);
    await change(0);

    expect(await queue.bodies()).toEqual(["x"]);
  });
});

describe("Batches", () => {
  it("tell what became of each entry", async () => {
    const queue = await createQueue(cloud, "batch", { MaximumMessageSize: "1024" });
    const { Successful, Failed } = await cloud.sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: queue.url,
        Entries: [
          { Id: "a", MessageBody: "a" },
          { Id: "b", MessageBody: "b".repeat(1025) },
          { Id: "c", MessageBody: "c" },
        ],
      }),
    );
    const messages = await queue.receive();
    const entries = messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
    const changed = await cloud.sqs.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: queue.url,
        Entries: entries.map((entry) => ({ ...entry, VisibilityTimeout: 90 })),
      }),
    );
    const deleted = await cloud.sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl: queue.url,
        Entries: [...entries, { Id: "none", ReceiptHandle: "nonsense" }],
      }),
    );

    expect(Successful?.map(({ Id }) => Id)).toEqual(["a", "c"]);
    expect(Failed).toMatchObject([{ Id: "b", SenderFault: true, Code: "InvalidParameterValue" }]);
    expect(changed.Successful).toEqual([{ Id: "0" }, { Id: "1" }]);
    expect(deleted.Successful).toEqual([{ Id: "0" }, { Id: "1" }]);
    expect(deleted.Failed).toMatchObject([{ Id: "none", Code: "ReceiptHandleIsInvalid" }]);
    expect(await queue.counts()).toEqual(["0", "0", "0"]);
  });

  it.each([
    ["nothing", [], "EmptyBatchRequest"],
    ["eleven entries", Array.from({ length: 11 }, (_, at) => ({ Id: `m${at}` })), "TooManyEntriesInBatchRequest"],
    ["an id twice", [{ Id: "a" }, { Id: "a" }], "BatchEntryIdsNotDistinct"],
    ["an id with a space", [{ Id: "a b" }], "InvalidBatchEntryId"],
  ])("are refused with %s", async (_, entries, name) => {
    const queue = await createQueue(cloud, "bad-batch");
    const Entries = entries.map((entry) => ({ ...entry, MessageBody: "x" }));

    const sent = cloud.sqs.send(new SendMessageBatchCommand({ QueueUrl: queue.url, Entries }));

    await expect(sent).rejects.toMatchObject({ name });
  });
});

describe("Long polling", () => {
  it("answers as soon as a message arrives", async () => {
    const queue = await createQueue(cloud, "poll");
    const waiting = queue.bodies({ WaitTimeSeconds: 20 });
    await queue.counts();

    await queue.send("here");

    expect(await waiting).toEqual(["here"]);
  });

  it("answers as soon as a delayed message comes due", async () => {
    const queue = await createQueue(cloud, "poll-delayed");
    await queue.send("later", { DelaySeconds: 10 });
    const waiting = queue.bodies({ WaitTimeSeconds: 20 });
    await queue.counts();

    cloud.cloud.advanceClock(10_000);

    expect(await waiting).toEqual(["later"]);
  });

  it("ends empty when its time is up", async () => {
    const queue = await createQueue(cloud, "poll-empty", { ReceiveMessageWaitTimeSeconds: "20" });
    const waiting = queue.bodies();
    await queue.counts();

    cloud.cloud.advanceClock(20_000);

    expect(await waiting).toEqual([]);
  });

  it("ends with its client, who takes no message along", async () => {
    const queue = await createQueue(cloud, "poll-gone");
    const goAway = new AbortController();
    const { ReceiveMessageCommand } = await import("@aws-sdk/client-sqs");
    const waiting = cloud.sqs.send(new ReceiveMessageCommand({ QueueUrl: queue.url, WaitTimeSeconds: 20 }), {
      abortSignal: goAway.signal,
    });
    await queue.counts();
    goAway.abort();
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
    await queue.counts();

    await queue.send("x");

    expect(await queue.bodies()).toEqual(["x"]);
  });
});
