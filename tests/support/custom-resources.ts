import { CreateTopicCommand, type SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { eventually } from "./cloud.ts";

interface Messengers {
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
}

/** What a stack asks the provider of a custom resource. */
export interface Asked {
  readonly RequestType: string;
  readonly ResponseURL: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, string>>;
}

/** A topic for custom resources, whose requests wait until a test takes them. Answers its ARN. */
export async function openProvider({ sns, sqs }: Messengers): Promise<string> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "inbox" }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
  const policy = { Statement: [{ Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" }] };
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: JSON.stringify(policy) } }));
  const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: "requests" }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: Attributes?.["QueueArn"] }));
  return TopicArn;
}

/** The next request. */
export const nextRequest = (sqs: SQSClient): Promise<Asked> =>
  eventually(async () => {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: "inbox" }));
    const { Messages: [message] = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    if (message === undefined) return undefined;
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
    return JSON.parse(JSON.parse(message.Body ?? "").Message) as Asked;
  });

/** Answers at the address that the cloud has now: its port is another after each start. */
export async function answerRequest(endpoint: string, asked: Asked, answer: object = {}): Promise<void> {
  const { RequestId, ResponseURL } = asked;
  const body = JSON.stringify({
    Status: "SUCCESS",
    Reason: "told to",
    PhysicalResourceId: "thing",
    RequestId,
    ...answer,
  });
  await fetch(ResponseURL.replace(/^http:\/\/[^/]+/, endpoint), { method: "PUT", body });
}
