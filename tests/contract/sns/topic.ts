import { CreateTopicCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { TestCloud } from "../../support/cloud.ts";
import { createQueue, type TestQueue } from "../sqs/queue.ts";

export async function createTopic(
  { sns }: TestCloud,
  Name: string,
  attributes: Readonly<Record<string, string>> = {},
): Promise<string> {
  const Attributes = { ...(Name.endsWith(".fifo") ? { FifoTopic: "true" } : {}), ...attributes };
  const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name, Attributes }));
  return TopicArn;
}

/** Lets a topic send to a queue, as the policies that everybody copies do. */
async function letIn({ sqs }: TestCloud, queue: TestQueue, topicArn: string): Promise<void> {
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queue.arn,
      Condition: { ArnEquals: { "aws:SourceArn": topicArn } },
    },
  });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: { Policy } }));
}

export async function subscribe(
  { sns }: TestCloud,
  TopicArn: string,
  [Protocol, Endpoint]: readonly [string, string],
  Attributes: Record<string, string> = {},
): Promise<string> {
  const { SubscriptionArn = "" } = await sns.send(
    new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes, ReturnSubscriptionArn: true }),
  );
  return SubscriptionArn;
}

/** A queue that is subscribed to a topic and lets it in. */
export async function subscribedQueue(
  cloud: TestCloud,
  topicArn: string,
  name: string,
  attributes: Record<string, string> = {},
): Promise<TestQueue & { readonly subscriptionArn: string }> {
  const queue = await createQueue(cloud, name);
  await letIn(cloud, queue, topicArn);
  return { ...queue, subscriptionArn: await subscribe(cloud, topicArn, ["sqs", queue.arn], attributes) };
}
