import { parseArn } from "@millrace/core";
import type { AwsCalls } from "../../../kernel/calls.ts";
import type { Principal } from "../../../kernel/principal.ts";
import { queueUrl } from "../../../targets/queue-url.ts";

export interface Attribute {
  readonly DataType: string;
  readonly StringValue: string;
}

/** Something to be sent where a function, or what reads for it, was told to send it. */
export interface Delivery {
  /** The function's role: without the right to send nothing is sent, as on AWS. */
  readonly principal: Principal;
  /** JSON text. */
  readonly body: string;
  readonly attributes?: Readonly<Record<string, Attribute>>;
  /** For EventBridge. */
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  /** For S3. */
  readonly key: string;
  readonly traceId: string | undefined;
}

interface Sender {
  readonly aws: AwsCalls;
  readonly endpoint: string;
}

/** Sends to a queue, topic, function, event bus or bucket. Throws what the service that was asked throws. */
export async function sendTo(sender: Sender, arn: string, delivery: Delivery): Promise<void> {
  const { service = "", account = "", region = "" } = parseArn(arn) ?? {};
  const send = senders[service];
  if (send === undefined)
    throw new Error(`Cannot send to ${arn}: expected a queue, topic, function, event bus or bucket`);
  const { principal, traceId: traceHeader } = delivery;
  const options = {
    principal,
    traceHeader,
    ...(account === "" ? {} : { account }),
    ...(region === "" ? {} : { region }),
  };
  await send({ ...sender, arn, delivery, options });
}

interface Sending extends Sender {
  readonly arn: string;
  readonly delivery: Delivery;
  readonly options: Parameters<AwsCalls["call"]>[3];
}

const senders: Readonly<Record<string, (sending: Sending) => Promise<unknown>>> = {
  sqs: ({ aws, endpoint, arn, delivery, options }) =>
    aws.call(
      "sqs",
      "SendMessage",
      {
        QueueUrl: queueUrl(endpoint, arn),
        MessageBody: delivery.body,
        ...(delivery.attributes === undefined ? {} : { MessageAttributes: { ...delivery.attributes } }),
      },
      options,
    ),
  sns: ({ aws, arn, delivery, options }) =>
    aws.call(
      "sns",
      "Publish",
      {
        TopicArn: arn,
        Message: delivery.body,
        ...(delivery.attributes === undefined ? {} : { MessageAttributes: { ...delivery.attributes } }),
      },
      options,
    ),
  lambda: ({ aws, arn, delivery, options }) =>
    aws.call(
      "lambda",
      "Invoke",
      { FunctionName: arn, InvocationType: "Event", Payload: Buffer.from(delivery.body) },
      options,
    ),
  events: ({ aws, arn, delivery, options }) =>
    aws.call(
      "events",
      "PutEvents",
      {
        Entries: [
          {
            EventBusName: arn,
            Source: delivery.source,
            DetailType: delivery.detailType,
            Detail: delivery.body,
            Resources: [...delivery.resources],
          },
        ],
      },
      options,
    ),
  s3: ({ aws, arn, delivery, options }) =>
    aws.call(
      "s3",
      "PutObject",
      { Bucket: arn.split(":").at(-1) ?? "", Key: delivery.key, Body: Buffer.from(delivery.body) as never },
      options,
    ),
};
