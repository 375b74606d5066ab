import { call } from "../../cloud/call.ts";

export interface Queue {
  readonly url: string;
  readonly arn: string;
  readonly waiting: number;
  readonly inFlight: number;
  readonly delayed: number;
  readonly redrivePolicy: string | undefined;
}

export interface Message {
  readonly MessageId: string;
  readonly Body: string;
  readonly Attributes?: Readonly<Record<string, string>>;
}

export async function readQueue(QueueUrl: string): Promise<Queue> {
  const { Attributes = {} } = await call<{ Attributes?: Record<string, string> }>("sqs", "GetQueueAttributes", {
    QueueUrl,
    AttributeNames: ["All"],
  });
  const count = (name: string): number => Number(Attributes[`ApproximateNumberOfMessages${name}`] ?? 0);
  return {
    url: QueueUrl,
    arn: Attributes["QueueArn"] ?? "",
    waiting: count(""),
    inFlight: count("NotVisible"),
    delayed: count("Delayed"),
    redrivePolicy: Attributes["RedrivePolicy"],
  };
}

/** Looks at messages without taking them: they can be received at once by whoever they are for, but count as received once more. */
export async function peek(QueueUrl: string): Promise<readonly Message[]> {
  const { Messages = [] } = await call<{ Messages?: Message[] }>("sqs", "ReceiveMessage", {
    QueueUrl,
    MaxNumberOfMessages: 10,
    VisibilityTimeout: 0,
    MessageSystemAttributeNames: ["All"],
  });
  return Messages;
}

export const isDeadLetters = async (QueueUrl: string): Promise<boolean> => {
  const { queueUrls = [] } = await call<{ queueUrls?: string[] }>("sqs", "ListDeadLetterSourceQueues", { QueueUrl });
  return queueUrls.length > 0;
};
