import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type QueueAttributeName,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  type SendMessageCommandInput,
} from "@aws-sdk/client-sqs";
import type { Clients } from "../../support/cloud.ts";

type Sqs = Pick<Clients, "sqs">;

/** A queue in the hands of a test. */
export interface TestQueue {
  readonly url: string;
  readonly arn: string;
  send(body: string, more?: Partial<SendMessageCommandInput>): Promise<{ MessageId?: string | undefined }>;
  receive(more?: Partial<ReceiveMessageCommandInput>): ReturnType<typeof received>;
  bodies(more?: Partial<ReceiveMessageCommandInput>): Promise<(string | undefined)[]>;
  counts(): Promise<readonly [visible: string, inFlight: string, delayed: string]>;
}

export async function createQueue(
  { sqs }: Sqs,
  name: string,
  attributes: Partial<Record<QueueAttributeName, string>> = {},
): Promise<TestQueue> {
  const fifo = name.endsWith(".fifo") ? { FifoQueue: "true" } : {};
  const { QueueUrl = "" } = await sqs.send(
    new CreateQueueCommand({ QueueName: name, Attributes: { ...fifo, ...attributes } }),
  );
  const queue: TestQueue = {
    url: QueueUrl,
    arn: `arn:aws:sqs:eu-west-1:000000000000:${name}`,
    send: (body, more = {}) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body, ...more })),
    receive: (more = {}) => received({ sqs }, { QueueUrl, MaxNumberOfMessages: 10, ...more }),
    bodies: async (more) => (await queue.receive(more)).map(({ Body }) => Body),
    async counts() {
      const { Attributes: all = {} } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }),
      );
      const {
        ApproximateNumberOfMessages: visible = "",
        ApproximateNumberOfMessagesNotVisible: inFlight = "",
        ApproximateNumberOfMessagesDelayed: delayed = "",
      } = all;
      return [visible, inFlight, delayed];
    },
  };
  return queue;
}

async function received({ sqs }: Sqs, input: ReceiveMessageCommandInput) {
  return (await sqs.send(new ReceiveMessageCommand(input))).Messages ?? [];
}
