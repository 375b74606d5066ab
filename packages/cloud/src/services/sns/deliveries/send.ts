import { parseArn } from "@millrace/core";
import type { CallOptions } from "../../../kernel/calls.ts";
import type { Call } from "../../../kernel/operation.ts";
import { servicePrincipal } from "../../../kernel/principal.ts";
import type { MessageAttribute, Protocol, Published, Subscription } from "../model.ts";
import type { SnsStore } from "../store.ts";
import { subscriptionPolicy } from "../topics/delivery-policy.ts";
import { lambdaEvent, notification, textFor, written } from "./envelope.ts";
import { post } from "./post.ts";

export interface Delivery {
  readonly call: Call<SnsStore>;
  readonly subscription: Subscription;
  readonly published: Published;
  readonly endpoint: string;
}

/** Hands a message to one subscriber. Throws what keeps it from being taken. */
export const send = (delivery: Delivery): Promise<void> => senders[delivery.subscription.protocol](delivery);

const senders: Readonly<Record<Protocol, (delivery: Delivery) => Promise<void>>> = {
  sqs: (delivery) => sendToQueue(delivery, delivery.subscription.endpoint),
  lambda: sendToFunction,
  http: sendToWeb,
  https: sendToWeb,
  email: sendToOutbox,
  "email-json": sendToOutbox,
  sms: sendToOutbox,
  application: sendToOutbox,
  firehose: async ({ call, subscription }) =>
    call.log.warn("nothing runs Firehose here and a notification was dropped", { subscription: subscription.arn }),
};

const isRaw = ({ attributes }: Subscription): boolean => attributes["RawMessageDelivery"] === "true";

export async function sendToQueue(delivery: Delivery, queueArn: string): Promise<void> {
  const { call, subscription, published, endpoint } = delivery;
  const { account = "", resource = "" } = parseArn(queueArn) ?? {};
  const body = isRaw(subscription)
    ? textFor(published, subscription)
    : written(await notification(call, published, subscription, endpoint));
  const attributes = isRaw(subscription) ? queueAttributes(published.attributes) : undefined;
  const { group, deduplicationId } = published;
  const isFifo = resource.endsWith(".fifo");
  await call.aws.call(
    "sqs",
    "SendMessage",
    {
      QueueUrl: `${endpoint}/${account}/${resource}`,
      MessageBody: body,
      ...(attributes === undefined ? {} : { MessageAttributes: attributes }),
      ...(group === undefined && !isFifo ? {} : { MessageGroupId: group ?? published.id }),
      ...(isFifo ? { MessageDeduplicationId: deduplicationId ?? published.id } : {}),
    },
    asTopic(delivery, queueArn),
  );
}

function queueAttributes(attributes: Readonly<Record<string, MessageAttribute>>) {
  const entries = Object.entries(attributes).map(([name, { Type, Value }]) => [
    name,
    Type.startsWith("Binary")
      ? { DataType: Type, BinaryValue: Buffer.from(Value, "base64") }
      : { DataType: Type === "String.Array" ? "String.Array" : Type, StringValue: Value },
  ]);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

async function sendToFunction(delivery: Delivery): Promise<void> {
  const { call, subscription, published, endpoint } = delivery;
  const event = lambdaEvent(await notification(call, published, subscription, endpoint), subscription);
  const input = {
    FunctionName: subscription.endpoint,
    InvocationType: "Event",
    Payload: Buffer.from(event),
  } as const;
  await call.aws.call("lambda", "Invoke", input, asTopic(delivery, subscription.endpoint));
}

async function sendToWeb({ call, subscription, published, endpoint }: Delivery): Promise<void> {
  const topic = call.store.findTopic(published.topicArn);
  const { contentType } = subscriptionPolicy(
    subscription.attributes["DeliveryPolicy"],
    topic?.attributes["DeliveryPolicy"],
  );
  const raw = isRaw(subscription);
  await post(subscription, {
    type: "Notification",
    messageId: published.id,
    contentType,
    isRaw: raw,
    body: raw ? textFor(published, subscription) : written(await notification(call, published, subscription, endpoint)),
  });
}

async function sendToOutbox(delivery: Delivery): Promise<void> {
  const { call, subscription, published, endpoint } = delivery;
  const { protocol } = subscription;
  const body =
    protocol === "email-json"
      ? written(await notification(call, published, subscription, endpoint))
      : textFor(published, subscription);
  call.store.outbox.add(call.store.nextSequence(), {
    kind: protocol as "email",
    to: subscription.endpoint,
    ...(published.subject === undefined || protocol === "sms" ? {} : { subject: published.subject }),
    body,
    sentAt: call.clock.now(),
  });
}

/** Queues and functions are called where they are, as SNS on behalf of the topic. */
function asTopic({ call, published }: Delivery, arn: string): CallOptions {
  const target = parseArn(arn);
  return {
    principal: servicePrincipal("sns.amazonaws.com", call.account, published.topicArn),
    traceHeader: published.traceHeader,
    ...(target === undefined ? {} : { region: target.region, account: target.account }),
  };
}
