import { DeleteMessageCommand, SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createQueue } from "./queue.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const byContent = { ContentBasedDeduplication: "true" } as const;
const group = (MessageGroupId: string, MessageDeduplicationId?: string) => ({
  MessageGroupId,
  ...(MessageDeduplicationId === undefined ? {} : { MessageDeduplicationId }),
});

describe("A FIFO queue", () => {
  it("keeps the order of each group and holds a group back while some of it is in flight", async () => {
    const queue = await createQueue(cloud, "order.fifo", { ...byContent, VisibilityTimeout: "10" });
    for (const body of ["a1", "a2", "b1", "a3", "b2"]) await queue.send(body, group(body.slice(0, 1)));

    const [first] = await queue.receive({ MaxNumberOfMessages: 1 });
    const others = await queue.receive();

    expect(first?.Body).toBe("a1");
    expect(others.map(({ Body }) => Body)).toEqual(["b1", "b2"]);
    expect(await queue.bodies()).toEqual([]);
    await cloud.sqs.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: first?.ReceiptHandle }));
    expect(await queue.bodies()).toEqual(["a2", "a3"]);
    cloud.cloud.advanceClock(10_000);
    expect(await queue.bodies()).toEqual(["a2", "a3", "b1", "b2"]);
  });

  it("wakes who waits for a group when the group is free again", async () => {
    const queue = await createQueue(cloud, "wake.fifo", byContent);
    await queue.send("1", group("a"));
    await queue.send("2", group("a"));
    const [first] = await queue.receive({ MaxNumberOfMessages: 1 });
    const waiting = queue.bodies({ WaitTimeSeconds: 20 });
    await queue.counts();

    await cloud.sqs.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: first?.ReceiptHandle }));

    expect(await waiting).toEqual(["2"]);
  });

  it("takes a message once in five minutes, by its content or by its id", async () => {
    const queue = await createQueue(cloud, "once.fifo", byContent);
    const sent = await queue.send("x", group("a"));
    const again = await queue.send("x", group("b"));
    await queue.send("y", group("a", "own-id"));
    await queue.send("z", group("a", "own-id"));

    expect(again).toMatchObject({ MessageId: sent.MessageId });
    expect(await queue.bodies()).toEqual(["x", "y"]);
  });

  it("takes equal messages again after five minutes, and in another group when its scope is the group", async () => {
    const queue = await createQueue(cloud, "scope.fifo", {
      DeduplicationScope: "messageGroup",
      FifoThroughputLimit: "perMessageGroupId",
    });
    await queue.send("1", group("a", "same"));
    await queue.send("2", group("b", "same"));
    await queue.send("3", group("a", "same"));
    cloud.cloud.advanceClock(5 * 60_000);
    await queue.send("4", group("a", "same"));

    expect((await queue.bodies()).sort()).toEqual(["1", "2", "4"]);
  });

  it("numbers messages in their order", async () => {
    const queue = await createQueue(cloud, "numbers.fifo");
    const { Successful = [] } = await cloud.sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: queue.url,
        Entries: ["1", "2", "3"].map((Id) => ({ Id, MessageBody: Id, ...group("a", Id) })),
      }),
    );

    const numbers = Successful.map(({ SequenceNumber = "" }) => SequenceNumber);

    expect(numbers).toEqual([...numbers].sort());
    expect(numbers.every((number) => /^\d{20}$/.test(number))).toBe(true);
  });

  it("forgets a receipt handle when its time is up", async () => {
    const queue = await createQueue(cloud, "expired.fifo", { ...byContent, VisibilityTimeout: "1" });
    await queue.send("x", group("a"));
    const [message] = await queue.receive();
    cloud.cloud.advanceClock(1_000);

    const deleted = cloud.sqs.send(
      new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: message?.ReceiptHandle }),
    );

    await expect(deleted).rejects.toMatchObject({
      name: "InvalidParameterValue",
      message: expect.stringContaining("The receipt handle has expired."),
    });
  });

  it.each([
    ["no group", {}, "MissingParameter"],
    ["nothing to tell it from others by", group("a"), "InvalidParameterValue"],
    ["a delay of its own", { ...group("a", "1"), DelaySeconds: 3 }, "InvalidParameterValue"],
  ])("refuses a message with %s", async (_, more, name) => {
    const queue = await createQueue(cloud, "refusals.fifo");

    await expect(queue.send("x", more)).rejects.toMatchObject({ name });
  });
});

describe("A standard queue", () => {
  it("takes groups for fairness and gives them back", async () => {
    const queue = await createQueue(cloud, "fair");
    await queue.send("x", group("tenant 1".replace(" ", "-")));

    const [message] = await queue.receive({ MessageSystemAttributeNames: ["All"] });

    expect(message?.Attributes?.MessageGroupId).toBe("tenant-1");
  });
});

describe("a receive request with a name", () => {
  it("gives the same messages again, hidden anew, until something is done with them", async () => {
    const queue = await createQueue(cloud, "named.fifo", { ...byContent, VisibilityTimeout: "30" });
    for (const body of ["1", "2"]) await queue.send(body, group("a"));
    const receive = () => queue.receive({ ReceiveRequestAttemptId: "lost", MaxNumberOfMessages: 1 });

    const first = await receive();
    cloud.cloud.advanceClock(20_000);
    const again = await receive();
    cloud.cloud.advanceClock(20_000);
    const hidden = await queue.receive();
    await cloud.sqs.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: again[0]?.ReceiptHandle }));
    const next = await receive();

    expect(first.map(({ Body }) => Body)).toEqual(["1"]);
    expect(again).toEqual(first);
    expect(hidden).toEqual([]);
    expect(next.map(({ Body }) => Body)).toEqual(["2"]);
  });

  it("is refused by a standard queue", async () => {
    const queue = await createQueue(cloud, "unnamed");

    await expect(queue.receive({ ReceiveRequestAttemptId: "lost" })).rejects.toMatchObject({
      message: expect.stringContaining("not valid for this queue type"),
    });
  });
});
