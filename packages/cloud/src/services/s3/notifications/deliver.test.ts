import { Readable } from "node:stream";
import { AwsError } from "@millrace/wire";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AnyService } from "../../../kernel/service.ts";
import { type TestKernel, testKernel } from "../../../kernel/test-kernel.ts";
import { s3 } from "../service.ts";

type Input = Readonly<Record<string, unknown>>;

/** A service of one operation that writes down what it is sent, as long as it is willing. */
function recorder(name: string, operation: string, sent: Input[], isWilling: () => boolean): AnyService {
  const run = (_: unknown, input: Input): object => {
    if (!isWilling()) throw new AwsError("AccessDenied", "Not today", { status: 403 });
    sent.push(input);
    return {};
  };
  return {
    name,
    open: () => undefined,
    denial: { code: "AccessDenied", status: 403 },
    operations: { [operation]: { access: () => [], run } },
  };
}

let sent: Record<"queue" | "topic" | "bus", Input[]>;
let isWilling: boolean;
let test: TestKernel;
const Bucket = "told";

beforeEach(async () => {
  sent = { queue: [], topic: [], bus: [] };
  isWilling = true;
  const willing = (): boolean => isWilling;
  test = testKernel([
    s3,
    recorder("sqs", "SendMessage", sent.queue, willing),
    recorder("sns", "Publish", sent.topic, willing),
    recorder("events", "PutEvents", sent.bus, willing),
  ]);
  const CreateBucketConfiguration = { LocationConstraint: "eu-west-1" } as const;
  await test.call("s3", "CreateBucket", { Bucket, CreateBucketConfiguration });
});
afterEach(() => test.stop());

const queue = { QueueArn: "arn:aws:sqs:eu-west-1:000000000000:q", Events: ["s3:ObjectRemoved:*" as const] };
const topic = { TopicArn: "arn:aws:sns:eu-west-1:000000000000:t", Events: ["s3:ObjectCreated:Put" as const] };
const configure = () =>
  test.call("s3", "PutBucketNotificationConfiguration", {
    Bucket,
    NotificationConfiguration: {
      QueueConfigurations: [queue],
      TopicConfigurations: [topic],
      EventBridgeConfiguration: {},
    },
  });
const message = (input: Input | undefined, member: string) => JSON.parse(String(input?.[member]));

describe("Notifications", () => {
  it("begin with a test message to queues and topics", async () => {
    await configure();

    expect(message(sent.queue[0], "MessageBody")).toMatchObject({ Event: "s3:TestEvent", Bucket });
    expect(message(sent.topic[0], "Message")).toMatchObject({ Service: "Amazon S3", Event: "s3:TestEvent" });
    expect(sent.bus).toEqual([]);
  });

  it("go to everybody who asked for the event, and to nobody else", async () => {
    await configure();
    await test.call("s3", "PutObject", { Bucket, Key: "a b/ü", Body: Readable.from([Buffer.from("xy")]) });
    await test.settle();
    await test.call("s3", "DeleteObject", { Bucket, Key: "a b/ü" });

    await test.settle();

    expect(sent.topic.slice(1).map((input) => message(input, "Message").Records[0])).toMatchObject([
      { eventName: "ObjectCreated:Put", s3: { object: { key: "a+b/%C3%BC", size: 2 } } },
    ]);
    expect(sent.queue.slice(1).map((input) => message(input, "MessageBody").Records[0].eventName)).toEqual([
      "ObjectRemoved:Delete",
    ]);
    const entries = sent.bus.flatMap((input) => input["Entries"] as { DetailType: string; Detail: string }[]);
    expect(entries).toMatchObject([{ DetailType: "Object Created" }, { DetailType: "Object Deleted" }]);
    // EventBridge has keys as they are.
    expect(JSON.parse(entries[0]?.Detail ?? "")).toMatchObject({
      bucket: { name: Bucket },
      object: { key: "a b/ü", size: 2 },
      reason: "PutObject",
    });
  });

  it("are tried again until the destination takes them", async () => {
    await configure();
    isWilling = false;
    await test.call("s3", "PutObject", { Bucket, Key: "a", Body: Readable.from([Buffer.from("x")]) });
    await test.settle();
    expect(sent.topic).toHaveLength(1);

    isWilling = true;
    test.kernel.advanceClock(1_000);
    await test.settle();

    expect(sent.topic).toHaveLength(2);
  });

  it("answer the configuration as it came", async () => {
    await configure();

    const { $metadata: _, ...answered } = {
      $metadata: {},
      ...(await test.call("s3", "GetBucketNotificationConfiguration", { Bucket })),
    };

    expect(answered).toMatchObject({
      QueueConfigurations: [queue],
      TopicConfigurations: [topic],
      EventBridgeConfiguration: {},
    });
  });

  it("refuse events that there are none of", async () => {
    const NotificationConfiguration = {
      QueueConfigurations: [{ ...queue, Events: ["s3:Nothing" as "s3:ObjectAcl:Put"] }],
    };

    const put = test.call("s3", "PutBucketNotificationConfiguration", { Bucket, NotificationConfiguration });

    await expect(put).rejects.toMatchObject({ message: "The event is not supported for notifications" });
  });
});
