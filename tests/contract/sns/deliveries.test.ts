import { createVerify } from "node:crypto";
import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { PublishBatchCommand, PublishCommand, type PublishCommandInput } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createFunction, createRole } from "../lambda/function.ts";
import { createQueue } from "../sqs/queue.ts";
import { createTopic, subscribe, subscribedQueue } from "./topic.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const publish = (TopicArn: string, Message: string, more: Partial<PublishCommandInput> = {}) =>
  cloud.sns.send(new PublishCommand({ TopicArn, Message, ...more }));

const MessageAttributes = { kind: { DataType: "String", StringValue: "order" } };

describe("A queue", () => {
  it("gets a signed notification that its certificate verifies", async () => {
    for (const [SignatureVersion, algorithm] of [
      ["1", "RSA-SHA1"],
      ["2", "RSA-SHA256"],
    ] as const) {
      const topicArn = await createTopic(cloud, `signed-${SignatureVersion}`, { SignatureVersion });
      const queue = await subscribedQueue(cloud, topicArn, `signed-${SignatureVersion}`);

      const { MessageId } = await publish(topicArn, "hello", { Subject: "Greeting", MessageAttributes });
      const [message] = await queue.receive({ WaitTimeSeconds: 20 });
      const sent = JSON.parse(message?.Body ?? "");

      expect(sent).toMatchObject({
        Type: "Notification",
        MessageId,
        TopicArn: topicArn,
        Subject: "Greeting",
        Message: "hello",
        SignatureVersion,
        MessageAttributes: { kind: { Type: "String", Value: "order" } },
      });
      const certificate = await (await fetch(sent.SigningCertURL)).text();
      const names = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];
      const verify = createVerify(algorithm).update(names.map((name) => `${name}\n${sent[name]}\n`).join(""));
      expect(verify.verify(certificate, sent.Signature, "base64")).toBe(true);
    }
  });

  it("gets the bare message and its attributes when it wants it raw", async () => {
    const topicArn = await createTopic(cloud, "raw");
    const queue = await subscribedQueue(cloud, topicArn, "raw", { RawMessageDelivery: "true" });

    await publish(topicArn, "bare", {
      MessageAttributes: { ...MessageAttributes, bytes: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2]) } },
    });

    const [message] = await queue.receive({ WaitTimeSeconds: 20, MessageAttributeNames: ["All"] });
    expect(message?.Body).toBe("bare");
    expect(message?.MessageAttributes).toEqual({
      ...MessageAttributes,
      bytes: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2]) },
    });
  });

  it("gets the text that a message has for queues", async () => {
    const topicArn = await createTopic(cloud, "structure");
    const queue = await subscribedQueue(cloud, topicArn, "structure", { RawMessageDelivery: "true" });
    const Message = JSON.stringify({ default: "for all", sqs: "for queues" });

    await publish(topicArn, Message, { MessageStructure: "json" });

    expect(await queue.bodies({ WaitTimeSeconds: 20 })).toEqual(["for queues"]);
    await expect(publish(topicArn, '{"sqs":"x"}', { MessageStructure: "json" })).rejects.toThrow("No default entry");
  });

  it("gets nothing while its policy does not let the topic in; what it misses goes to the dead-letter queue", async () => {
    const topicArn = await createTopic(cloud, "unwelcome");
    const dead = await subscribedQueue(cloud, topicArn, "unwelcome-dead", { FilterPolicy: '{"never":["x"]}' });
    const queue = await createQueue(cloud, "unwelcome");
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn });
    await subscribe(cloud, topicArn, ["sqs", queue.arn], { RedrivePolicy, RawMessageDelivery: "true" });

    await publish(topicArn, "lost");

    expect(await dead.bodies({ WaitTimeSeconds: 20 })).toEqual(["lost"]);
    expect(await queue.bodies()).toEqual([]);
  });
});

describe("A FIFO topic", () => {
  it("keeps the order of its messages and takes each once", async () => {
    const topicArn = await createTopic(cloud, "order.fifo", { ContentBasedDeduplication: "true" });
    const queue = await subscribedQueue(cloud, topicArn, "order.fifo", { RawMessageDelivery: "true" });
    const bodies = Array.from({ length: 8 }, (_, at) => `m${at}`);
    const sent = [];
    for (const body of [...bodies, "m3"]) sent.push(await publish(topicArn, body, { MessageGroupId: "g" }));

    const received = await eventually(async () => {
      const [visible] = await queue.counts();
      return visible === "8" ? queue.receive({ MessageSystemAttributeNames: ["All"] }) : undefined;
    });

    expect(received.map(({ Body }) => Body)).toEqual(bodies);
    expect(received[0]?.Attributes?.MessageGroupId).toBe("g");
    expect(sent.at(-1)?.MessageId).toBe(sent[3]?.MessageId);
    expect(sent[0]?.SequenceNumber).toMatch(/^\d{20}$/);
    await expect(publish(topicArn, "x")).rejects.toThrow("The MessageGroupId parameter is required for FIFO topics");
  });

  it("takes no functions", async () => {
    const topicArn = await createTopic(cloud, "queues-only.fifo");
    const arn = "arn:aws:lambda:eu-west-1:000000000000:function:x";

    await expect(subscribe(cloud, topicArn, ["lambda", arn])).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });
});

describe("PublishBatch", () => {
  it("tells what became of each entry", async () => {
    const topicArn = await createTopic(cloud, "batch");
    const queue = await subscribedQueue(cloud, topicArn, "batch", { RawMessageDelivery: "true" });

    const { Successful, Failed } = await cloud.sns.send(
      new PublishBatchCommand({
        TopicArn: topicArn,
        PublishBatchRequestEntries: [
          { Id: "a", Message: "a" },
          { Id: "b", Message: "b", Subject: "" },
        ],
      }),
    );

    expect(Successful).toMatchObject([{ Id: "a" }]);
    expect(Failed).toMatchObject([{ Id: "b", Code: "InvalidParameter", SenderFault: true }]);
    expect(await queue.bodies({ WaitTimeSeconds: 20 })).toEqual(["a"]);
  });

  it("refuses more than the limit, together", async () => {
    const TopicArn = await createTopic(cloud, "too-long");
    const entry = (Id: string) => ({ Id, Message: "x".repeat(131_073) });

    const sent = cloud.sns.send(
      new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: [entry("a"), entry("b")] }),
    );

    await expect(sent).rejects.toMatchObject({ name: "BatchRequestTooLongException" });
    await expect(publish(TopicArn, "x".repeat(262_145))).rejects.toThrow("Message too long");
  });
});

describe("A function", () => {
  it("is called with AWS's event, once it lets the topic in", async () => {
    await createRole(cloud);
    const code = "exports.handler = async (event) => process.stdout.write(JSON.stringify(event.Records[0]) + '\\n')";
    await createFunction(cloud, { name: "subscriber", files: { "index.js": code } });
    const topicArn = await createTopic(cloud, "to-function");
    await cloud.lambda.send(
      new AddPermissionCommand({
        FunctionName: "subscriber",
        StatementId: "topic",
        Action: "lambda:InvokeFunction",
        Principal: "sns.amazonaws.com",
        SourceArn: topicArn,
      }),
    );
    const functionArn = "arn:aws:lambda:eu-west-1:000000000000:function:subscriber";
    const subscriptionArn = await subscribe(cloud, topicArn, ["lambda", functionArn]);

    await publish(topicArn, "for code");

    const record = await eventually(async () => {
      const { events = [] } = await cloud.logs
        .send(new FilterLogEventsCommand({ logGroupName: "/aws/lambda/subscriber", filterPattern: '"aws:sns"' }))
        .catch(() => ({ events: [] }));
      return events[0]?.message === undefined ? undefined : JSON.parse(events[0].message);
    });
    expect(record).toMatchObject({
      EventSource: "aws:sns",
      EventVersion: "1.0",
      EventSubscriptionArn: subscriptionArn,
      Sns: { Type: "Notification", Message: "for code", Subject: null, MessageAttributes: {}, TopicArn: topicArn },
    });
  });
});
