import {
  AddPermissionCommand,
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  PurgeQueueCommand,
  PurgeQueueInProgress,
  QueueDeletedRecently,
  QueueDoesNotExist,
  QueueNameExists,
  ReceiveMessageCommand,
  RemovePermissionCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  TagQueueCommand,
  UntagQueueCommand,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientConfig, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createQueue } from "./queue.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const attributesOf = async (QueueUrl: string) =>
  (await cloud.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }))).Attributes;

describe("CreateQueue", () => {
  it("answers the same queue for the same attributes and refuses others", async () => {
    const queue = await createQueue(cloud, "again", { VisibilityTimeout: "7" });

    expect((await createQueue(cloud, "again", { VisibilityTimeout: "7" })).url).toBe(queue.url);
    expect((await createQueue(cloud, "again")).url).toBe(queue.url);
    await expect(createQueue(cloud, "again", { VisibilityTimeout: "8" })).rejects.toBeInstanceOf(QueueNameExists);
  });

  it("gives URLs of the endpoint that was called, and takes those of AWS too", async () => {
    const queue = await createQueue(cloud, "urls");
    await queue.send("x");

    const { QueueUrl } = await cloud.sqs.send(new GetQueueUrlCommand({ QueueName: "urls" }));
    const { Messages } = await cloud.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: "https://sqs.eu-west-1.amazonaws.com/000000000000/urls" }),
    );

    expect(QueueUrl).toBe(`${cloud.cloud.endpoint}/000000000000/urls`);
    expect(Messages).toHaveLength(1);
  });

  it.each<[string, string, Record<string, string>, string]>([
    ["a name with a space", "a b", {}, "InvalidParameterValue"],
    ["FIFO in the name alone", "x.fifo", {}, "InvalidParameterValue"],
    ["an unknown attribute", "x", { Nothing: "1" }, "InvalidAttributeName"],
    [
      "two kinds of encryption at once",
      "x",
      { KmsMasterKeyId: "alias/aws/sqs", SqsManagedSseEnabled: "true" },
      "InvalidAttributeName",
    ],
    ["a value out of range", "x", { VisibilityTimeout: "43201" }, "InvalidAttributeValue"],
    ["a dead-letter queue that is not there", "x", { RedrivePolicy: '{"maxReceiveCount":1}' }, "InvalidParameterValue"],
  ])("refuses %s", async (_, QueueName, Attributes, name) =>
    expect(cloud.sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).rejects.toMatchObject({ name }),
  );
});

describe("DeleteQueue", () => {
  it("forgets the queue, and gives its name free after a minute", async () => {
    const queue = await createQueue(cloud, "gone");
    await queue.send("x");

    await cloud.sqs.send(new DeleteQueueCommand({ QueueUrl: queue.url }));

    await expect(queue.receive()).rejects.toBeInstanceOf(QueueDoesNotExist);
    await expect(createQueue(cloud, "gone")).rejects.toBeInstanceOf(QueueDeletedRecently);
    cloud.cloud.advanceClock(60_000);
    expect(await (await createQueue(cloud, "gone")).bodies()).toEqual([]);
  });
});

describe("PurgeQueue", () => {
  it("removes everything, in flight or not, at most once a minute", async () => {
    const queue = await createQueue(cloud, "purged");
    for (const body of ["a", "b", "c"]) await queue.send(body);
    await queue.receive({ MaxNumberOfMessages: 1 });
    const purge = () => cloud.sqs.send(new PurgeQueueCommand({ QueueUrl: queue.url }));

    await purge();

    expect(await queue.counts()).toEqual(["0", "0", "0"]);
    await expect(purge()).rejects.toBeInstanceOf(PurgeQueueInProgress);
    cloud.cloud.advanceClock(60_000);
    expect(await queue.bodies()).toEqual([]);
    await purge();
  });
});

describe("SetQueueAttributes", () => {
  it("changes what is given and keeps the rest", async () => {
    const queue = await createQueue(cloud, "set", { DelaySeconds: "1" });

    await cloud.sqs.send(
      new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: { KmsMasterKeyId: "alias/own" } }),
    );

    expect(await attributesOf(queue.url)).toMatchObject({
      DelaySeconds: "1",
      KmsMasterKeyId: "alias/own",
      KmsDataKeyReusePeriodSeconds: "300",
      SqsManagedSseEnabled: "false",
      MaximumMessageSize: "1048576",
      QueueArn: queue.arn,
    });
  });
});

describe("ListQueues", () => {
  it("answers queues by prefix, page by page", async () => {
    for (const name of ["list-a", "list-b", "list-c"]) await createQueue(cloud, name);
    const list = (NextToken?: string) =>
      cloud.sqs.send(new ListQueuesCommand({ QueueNamePrefix: "list-", MaxResults: 2, NextToken }));

    const first = await list();
    const second = await list(first.NextToken);

    const names = [...(first.QueueUrls ?? []), ...(second.QueueUrls ?? [])].map((url) => url.split("/").at(-1));
    expect(names).toEqual(["list-a", "list-b", "list-c"]);
    expect(second.NextToken).toBeUndefined();
  });
});

describe("Tags of a queue", () => {
  it("can be added, listed and removed", async () => {
    const { url: QueueUrl } = await createQueue(cloud, "tagged");
    await cloud.sqs.send(new TagQueueCommand({ QueueUrl, Tags: { a: "1", b: "2" } }));
    await cloud.sqs.send(new UntagQueueCommand({ QueueUrl, TagKeys: ["a"] }));

    const { Tags } = await cloud.sqs.send(new ListQueueTagsCommand({ QueueUrl }));

    expect(Tags).toEqual({ b: "2" });
  });
});

describe("The policy of a queue", () => {
  const stranger = (endpoint: string) =>
    new SQSClient({
      ...clientConfig(endpoint),
      credentials: { accessKeyId: "111122223333", secretAccessKey: "test" },
    });

  it("gets and loses statements by their labels", async () => {
    const queue = await createQueue(cloud, "permissions");
    const label = { QueueUrl: queue.url, Label: "send" };

    await cloud.sqs.send(
      new AddPermissionCommand({ ...label, AWSAccountIds: ["111122223333"], Actions: ["SendMessage"] }),
    );

    const policy = JSON.parse((await attributesOf(queue.url))?.["Policy"] ?? "");
    expect(policy.Statement).toEqual([
      {
        Sid: "send",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111122223333:root" },
        Action: "SQS:SendMessage",
        Resource: queue.arn,
      },
    ]);
    await cloud.sqs.send(new RemovePermissionCommand(label));
    expect(await attributesOf(queue.url)).not.toHaveProperty("Policy");
    await expect(cloud.sqs.send(new RemovePermissionCommand(label))).rejects.toMatchObject({
      name: "InvalidParameterValue",
    });
  });

  it("lets another account in, or keeps its own out", async () => {
    const queue = await createQueue(cloud, "shared");
    const other = stranger(cloud.cloud.endpoint);
    const send = (sqs: SQSClient) => sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: "x" }));
    await expect(send(other)).rejects.toMatchObject({ name: "AccessDenied" });

    await cloud.sqs.send(
      new AddPermissionCommand({
        QueueUrl: queue.url,
        Label: "them",
        AWSAccountIds: ["111122223333"],
        Actions: ["SendMessage"],
      }),
    );
    await send(other);
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: { Effect: "Deny", Principal: "*", Action: "sqs:SendMessage", Resource: "*" },
    });
    await cloud.sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: { Policy } }));

    await expect(send(cloud.sqs)).rejects.toMatchObject({ name: "AccessDenied" });
    expect(await queue.bodies()).toEqual(["x"]);
    other.destroy();
  });
});
