import { CreateBucketCommand, PutBucketNotificationConfigurationCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { SetTopicAttributesCommand } from "@aws-sdk/client-sns";
import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createQueue } from "../sqs/queue.ts";
import { createTopic, subscribedQueue } from "./topic.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const Bucket = "told";
const prefix = (Value: string) => ({ Key: { FilterRules: [{ Name: "prefix" as const, Value }] } });
const policy = (Action: string, Resource: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Principal: { Service: "s3.amazonaws.com" },
      Action,
      Resource,
      Condition: { ArnLike: { "aws:SourceArn": `arn:aws:s3:::${Bucket}` } },
    },
  });

describe("Events of a bucket", () => {
  it("reach a queue and a topic, once both let the bucket in", async () => {
    await cloud.s3.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
    );
    const direct = await createQueue(cloud, "direct");
    const topicArn = await createTopic(cloud, "objects");
    const behind = await subscribedQueue(cloud, topicArn, "behind", { RawMessageDelivery: "true" });
    const configure = () =>
      cloud.s3.send(
        new PutBucketNotificationConfigurationCommand({
          Bucket,
          NotificationConfiguration: {
            QueueConfigurations: [{ QueueArn: direct.arn, Events: ["s3:ObjectCreated:*"], Filter: prefix("queue/") }],
            TopicConfigurations: [{ TopicArn: topicArn, Events: ["s3:ObjectCreated:*"], Filter: prefix("topic/") }],
          },
        }),
      );
    await expect(configure()).rejects.toMatchObject({ name: "InvalidArgument" });

    await cloud.sqs.send(
      new SetQueueAttributesCommand({
        QueueUrl: direct.url,
        Attributes: { Policy: policy("sqs:SendMessage", direct.arn) },
      }),
    );
    await cloud.sns.send(
      new SetTopicAttributesCommand({
        TopicArn: topicArn,
        AttributeName: "Policy",
        AttributeValue: policy("sns:Publish", topicArn),
      }),
    );
    await configure();
    for (const queue of [direct, behind]) {
      const [test = ""] = await queue.bodies({ WaitTimeSeconds: 20 });
      expect(JSON.parse(test)).toMatchObject({ Event: "s3:TestEvent", Bucket });
    }
    for (const [queue, key] of [
      [direct, "queue/a.csv"],
      [behind, "topic/a.csv"],
    ] as const) {
      await cloud.s3.send(new PutObjectCommand({ Bucket, Key: key, Body: "1" }));
      const [event = ""] = await queue.bodies({ WaitTimeSeconds: 20 });
      expect(JSON.parse(event).Records).toMatchObject([
        { eventName: "ObjectCreated:Put", s3: { bucket: { name: Bucket }, object: { key } } },
      ]);
    }
  });
});
