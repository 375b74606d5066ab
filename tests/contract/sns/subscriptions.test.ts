import {
  ConfirmSubscriptionCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  NotFoundException,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createTopic, subscribe, subscribedQueue } from "./topic.ts";
import { startListener } from "./web-listener.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const attributesOf = async (SubscriptionArn: string) =>
  (await cloud.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes;
const publish = (TopicArn: string, Message: string, more = {}) =>
  cloud.sns.send(new PublishCommand({ TopicArn, Message, ...more }));
const letters = async () =>
  ((await (await fetch(`${cloud.cloud.endpoint}/_millrace/outbox`)).json()) as { letters: Letter[] }).letters;
interface Letter {
  readonly kind: string;
  readonly to: string;
  readonly body: string;
}

describe("A web endpoint", () => {
  it("is asked first, and gets messages once it has said yes", async () => {
    const listener = await startListener();
    const topicArn = await createTopic(cloud, "web");
    const arn = await subscribe(cloud, topicArn, ["http", listener.url]);
    expect(await attributesOf(arn)).toMatchObject({ PendingConfirmation: "true", Protocol: "http" });
    await publish(topicArn, "too early");

    const question = await listener.next();
    expect(question.headers["x-amz-sns-message-type"]).toBe("SubscriptionConfirmation");
    const answer = await fetch(JSON.parse(question.body).SubscribeURL);
    expect(await answer.text()).toContain(`<SubscriptionArn>${arn}</SubscriptionArn>`);
    await publish(topicArn, "hello");
    const message = await listener.next();

    expect(message.headers).toMatchObject({
      "x-amz-sns-message-type": "Notification",
      "x-amz-sns-topic-arn": topicArn,
      "x-amz-sns-subscription-arn": arn,
      "content-type": "text/plain; charset=UTF-8",
    });
    expect(JSON.parse(message.body)).toMatchObject({ Type: "Notification", Message: "hello" });
    expect(await attributesOf(arn)).toMatchObject({
      PendingConfirmation: "false",
      ConfirmationWasAuthenticated: "false",
    });
    await fetch(JSON.parse(message.body).UnsubscribeURL);
    await expect(attributesOf(arn)).rejects.toBeInstanceOf(NotFoundException);
    await listener.stop();
  });

  it("is tried again while it fails, and its dead-letter queue gets what it never took", async () => {
    const listener = await startListener();
    const topicArn = await createTopic(cloud, "failing");
    const dead = await subscribedQueue(cloud, topicArn, "failing-dead", { FilterPolicy: '{"never":["x"]}' });
    const arn = await subscribe(cloud, topicArn, ["http", listener.url], {
      RawMessageDelivery: "true",
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn }),
    });
    const { Token } = JSON.parse((await listener.next()).body);
    await cloud.sns.send(new ConfirmSubscriptionCommand({ TopicArn: topicArn, Token }));
    listener.answerWith(500);

    await publish(topicArn, "unwanted");
    for (let tries = 0; tries < 4; tries++) {
      expect(await listener.next()).toMatchObject({ body: "unwanted", headers: { "x-amz-sns-rawdelivery": "true" } });
      // The next try is queued once the answer is in.
      await eventually(async () => (await attributesOf(arn)) && listener.isIdle());
      cloud.cloud.advanceClock(20_000);
    }

    expect(await dead.bodies({ WaitTimeSeconds: 20 })).toEqual(["unwanted"]);
    await listener.stop();
  });

  it("is forgotten when it has not said yes for two days", async () => {
    const topicArn = await createTopic(cloud, "unanswered");
    const arn = await subscribe(cloud, topicArn, ["email", "somebody@example.com"]);

    cloud.cloud.advanceClock(48 * 60 * 60 * 1000);

    await eventually(async () => ((await attributesOf(arn).catch(() => undefined)) === undefined ? true : undefined));
  });
});

describe("E-mail and text messages", () => {
  it("go to the outbox", async () => {
    const topicArn = await createTopic(cloud, "people");
    await subscribe(cloud, topicArn, ["sms", "+15551234567"]);
    await subscribe(cloud, topicArn, ["email", "me@example.com"]);
    const question = await eventually(async () => (await letters()).find(({ to }) => to === "me@example.com"));
    const { Token } = JSON.parse(question.body);
    await cloud.sns.send(new ConfirmSubscriptionCommand({ TopicArn: topicArn, Token }));

    await publish(topicArn, "dear all");
    await cloud.sns.send(new PublishCommand({ PhoneNumber: "+15557654321", Message: "dear you" }));

    const sent = await eventually(async () => {
      const found = (await letters()).filter(({ body }) => body.startsWith("dear"));
      return found.length === 3 ? found : undefined;
    });
    expect(sent.map(({ kind, to, body }) => [kind, to, body]).sort()).toEqual([
      ["email", "me@example.com", "dear all"],
      ["sms", "+15551234567", "dear all"],
      ["sms", "+15557654321", "dear you"],
    ]);
  });
});

describe("A filter policy", () => {
  it("lets through what matches by attributes", async () => {
    const topicArn = await createTopic(cloud, "filter");
    const FilterPolicy = JSON.stringify({
      store: ["one", { prefix: "two" }],
      price: [{ numeric: [">=", 10, "<", 20] }],
      tags: ["red"],
      hidden: [{ exists: false }],
    });
    const queue = await subscribedQueue(cloud, topicArn, "filter", { RawMessageDelivery: "true", FilterPolicy });
    const send = (Message: string, store: string, price: string, more = {}) =>
      publish(topicArn, Message, {
        MessageAttributes: {
          store: { DataType: "String", StringValue: store },
          price: { DataType: "Number", StringValue: price },
          tags: { DataType: "String.Array", StringValue: '["blue","red"]' },
          ...more,
        },
      });

    await send("wrong store", "three", "15");
    await send("too dear", "one", "20");
    await send("hidden", "one", "15", { hidden: { DataType: "String", StringValue: "x" } });
    await publish(topicArn, "none");
    await send("right", "two-b", "10.5");

    expect(await queue.bodies({ WaitTimeSeconds: 20 })).toEqual(["right"]);
    expect(await queue.counts()).toEqual(["0", "1", "0"]);
  });

  it("lets through what matches by the message itself", async () => {
    const topicArn = await createTopic(cloud, "filter-body");
    const FilterPolicy = JSON.stringify({ $or: [{ a: { b: [{ suffix: "z" }] } }, { c: [1] }] });
    const attributes = { RawMessageDelivery: "true", FilterPolicy, FilterPolicyScope: "MessageBody" };
    const queue = await subscribedQueue(cloud, topicArn, "filter-body", attributes);

    for (const body of ["no json", '{"a":{"b":"zy"}}', '{"a":{"b":"yz"}}']) await publish(topicArn, body);

    expect(await queue.bodies({ WaitTimeSeconds: 20 })).toEqual(['{"a":{"b":"yz"}}']);
    await cloud.sns.send(
      new SetSubscriptionAttributesCommand({
        SubscriptionArn: queue.subscriptionArn,
        AttributeName: "FilterPolicy",
        AttributeValue: "{}",
      }),
    );
    await publish(topicArn, "anything");
    expect(await queue.bodies({ WaitTimeSeconds: 20 })).toEqual(["anything"]);
  });

  it.each([
    ["{", "failed to parse JSON."],
    ['{"a":"b"}', '"a" must be an object or an array'],
    ['{"a":[["b"]]}', "Match value must be String, number, true, false, or null"],
    ['{"a":[{"like":"b"}]}', "Unrecognized match type like"],
    ['{"a":[{"prefix":1}]}', "prefix match pattern must be a string"],
    ['{"a":[{"prefix":"b","suffix":"c"}]}', "Only one key allowed in match expression"],
    ['{"a":[{"exists":1}]}', "exists match pattern must be either true or false."],
    ['{"a":[{"numeric":["<","x"]}]}', "Value of < must be numeric"],
    ['{"a":[{"anything-but":{"exists":true}}]}', "Unsupported anything-but pattern: exists"],
    ['{"a":{"b":["c"]}}', "Filter policy scope MessageAttributes does not support nested filter policy"],
    ['{"a":[1],"b":[1],"c":[1],"d":[1],"e":[1],"f":[1]}', "Filter policy can not have more than 5 keys"],
  ])("is refused when it is %s", async (FilterPolicy, problem) => {
    const topicArn = await createTopic(cloud, "filter-refused");

    await expect(subscribe(cloud, topicArn, ["sms", "+15551234567"], { FilterPolicy })).rejects.toThrow(
      `Invalid parameter: Attributes Reason: FilterPolicy: ${problem}`,
    );
  });
});

describe("Subscriptions", () => {
  it("are listed, changed and removed", async () => {
    const topicArn = await createTopic(cloud, "listed");
    const queue = await subscribedQueue(cloud, topicArn, "listed");
    const wanted = { SubscriptionArn: queue.subscriptionArn, Protocol: "sqs", Endpoint: queue.arn, TopicArn: topicArn };

    const all = await cloud.sns.send(new ListSubscriptionsCommand({}));
    const own = await cloud.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn }));
    expect(all.Subscriptions).toContainEqual({ ...wanted, Owner: "000000000000" });
    expect(own.Subscriptions).toEqual([{ ...wanted, Owner: "000000000000" }]);

    await cloud.sns.send(new UnsubscribeCommand({ SubscriptionArn: queue.subscriptionArn }));
    const left = await cloud.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn }));
    expect(left.Subscriptions).toEqual([]);
  });

  it("are the same for the same endpoint, unless they differ", async () => {
    const topicArn = await createTopic(cloud, "twice");
    const endpoint = ["sms", "+15551234567"] as const;
    const arn = await subscribe(cloud, topicArn, endpoint, { FilterPolicy: '{"a":["b"]}' });

    expect(await subscribe(cloud, topicArn, endpoint, { FilterPolicy: '{"a":["b"]}' })).toBe(arn);
    await expect(subscribe(cloud, topicArn, endpoint, { FilterPolicy: '{"a":["c"]}' })).rejects.toThrow(
      "Subscription already exists with different attributes",
    );
  });

  it("cannot be removed without saying which", async () => {
    const nothing = cloud.sns.send(new UnsubscribeCommand({ SubscriptionArn: undefined }));

    await expect(nothing).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Invalid parameter: SubscriptionArn Reason: no value for required parameter",
    });
  });

  it("cannot be confirmed with a token that nobody sent", async () => {
    const TopicArn = await createTopic(cloud, "token");
    const confirm = (Token: string) => cloud.sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));

    await expect(confirm("x")).rejects.toThrow("Invalid token");
    await expect(confirm("0".repeat(288))).rejects.toThrow("Invalid parameter: Token");
  });
});
