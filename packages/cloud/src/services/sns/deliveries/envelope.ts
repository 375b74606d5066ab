import type { Call } from "../../../kernel/operation.ts";
import { type Published, type Subscription, topicOfSubscription } from "../model.ts";
import { certificateFile, signatureOf } from "../signing/signer.ts";
import type { SnsStore } from "../store.ts";

type Fields = Record<string, unknown>;

/** A notification as its subscribers see it. https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
export async function notification(
  call: Call<SnsStore>,
  published: Published,
  subscription: Subscription,
  endpoint: string,
): Promise<Fields> {
  const { id, topicArn, subject, sequenceNumber, attributes } = published;
  const fields = {
    Type: "Notification",
    MessageId: id,
    ...(sequenceNumber === undefined ? {} : { SequenceNumber: sequenceNumber }),
    TopicArn: topicArn,
    ...(subject === undefined ? {} : { Subject: subject }),
    Message: textFor(published, subscription),
    Timestamp: new Date(published.publishedAt).toISOString(),
  };
  return {
    ...fields,
    // Observed on AWS: what FIFO topics send is not signed.
    ...(sequenceNumber === undefined ? await signed(call, fields, topicArn, endpoint) : {}),
    UnsubscribeURL: `${endpoint}/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}&Version=2010-03-31`,
    ...(Object.keys(attributes).length === 0 ? {} : { MessageAttributes: attributes }),
  };
}

/** What asks an endpoint whether it wants to be subscribed. */
export async function confirmation(
  call: Call<SnsStore>,
  subscription: Subscription,
  endpoint: string,
): Promise<Fields> {
  const { topicArn, token = "" } = subscription;
  const fields = {
    Type: "SubscriptionConfirmation",
    MessageId: call.ids.uuid(),
    Token: token,
    TopicArn: topicArn,
    Message: `You have chosen to subscribe to the topic ${topicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
    SubscribeURL: `${endpoint}/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=${token}&Version=2010-03-31`,
    Timestamp: new Date(call.clock.now()).toISOString(),
  };
  return { ...fields, ...(await signed(call, fields, topicArn, endpoint)) };
}

/** The text that a message has for a protocol, where it has one of its own. */
export const textFor = ({ message, texts }: Published, { protocol }: Subscription): string =>
  texts?.[protocol] ?? texts?.["default"] ?? message;

async function signed(
  { store, clock, ids }: Call<SnsStore>,
  fields: Readonly<Record<string, string>>,
  topicArn: string,
  endpoint: string,
): Promise<Fields> {
  const version = store.findTopic(topicArn)?.attributes["SignatureVersion"] ?? "1";
  const { privateKey, certificate } = await store.signer.signing(clock, ids);
  return {
    SignatureVersion: version,
    Signature: await signatureOf(fields, version, privateKey),
    SigningCertURL: `${endpoint}/_millrace/sns/${certificateFile(certificate)}`,
  };
}

/** As AWS writes it to queues and endpoints. */
export const written = (fields: Fields): string => JSON.stringify(fields, undefined, 2);

/** Lambda spells some names in its own way. https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
export function lambdaEvent(fields: Fields, subscription: Subscription): string {
  const { SigningCertURL, UnsubscribeURL, MessageAttributes = {}, Subject = null, ...rest } = fields;
  const record = {
    EventSource: "aws:sns",
    EventVersion: "1.0",
    EventSubscriptionArn: subscription.arn,
    Sns: {
      ...rest,
      TopicArn: topicOfSubscription(subscription.arn),
      Subject,
      SigningCertUrl: SigningCertURL,
      UnsubscribeUrl: UnsubscribeURL,
      MessageAttributes,
    },
  };
  return JSON.stringify({ Records: [record] });
}
