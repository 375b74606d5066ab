import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateStreamCommand,
  PutRecordCommand,
  RegisterStreamConsumerCommand,
  SplitShardCommand,
} from "@aws-sdk/client-kinesis";
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  GetEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { CreateQueueCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createFunction, createRole } from "./function.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
  await cloud.iam.send(
    new PutRolePolicyCommand({
      RoleName: "function",
      PolicyName: "sources",
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: ["sqs:*", "kinesis:*"], Resource: "*" }],
      }),
    }),
  );
});
afterAll(() => cloud.stop());

const streamArn = (name: string) => `arn:aws:kinesis:eu-west-1:000000000000:stream/${name}`;

const newStream = (StreamName: string) => cloud.kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));

const put = (StreamName: string, text: string, PartitionKey = "key") =>
  cloud.kinesis.send(new PutRecordCommand({ StreamName, PartitionKey, Data: Buffer.from(text) }));

/** Prints every event as a line: what it has seen can be read in its log. */
const newFunction = (name: string, body = "") =>
  createFunction(cloud, {
    name,
    files: {
      "index.js": `
        const textOf = ({ kinesis }) => Buffer.from(kinesis.data, "base64").toString();
        const short = (_, value) => (typeof value === "string" ? value.slice(0, 200) : value);
        exports.handler = async (event) => { console.log("EVENT " + JSON.stringify(event, short)); ${body} };`,
    },
  });

interface Event {
  readonly Records: readonly { readonly kinesis: { readonly data: string; readonly partitionKey: string } }[];
  readonly [name: string]: unknown;
}

async function eventsOf(name: string): Promise<Event[]> {
  const { events = [] } = await cloud.logs
    .send(new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${name}`, filterPattern: "EVENT" }))
    .catch(() => ({ events: [] }));
  return events.map(({ message = "" }) => JSON.parse(message.slice(message.indexOf("EVENT ") + 6)));
}

const textsOf = ({ Records }: Event) => Records.map(({ kinesis }) => Buffer.from(kinesis.data, "base64").toString());

/** The texts of the records, event by event, once there are so many. */
const seen = (name: string, count: number) =>
  eventually(async () => {
    const texts = (await eventsOf(name)).map(textsOf);
    return texts.flat().length >= count ? texts : undefined;
  });

const map = (FunctionName: string, more: Partial<CreateEventSourceMappingCommandInput> = {}) =>
  cloud.lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName,
      EventSourceArn: streamArn(FunctionName),
      StartingPosition: "TRIM_HORIZON",
      ...more,
    }),
  );

describe("a mapping of a Kinesis stream", () => {
  it("gives records to the function as AWS writes them, over the split of a shard in their order", async () => {
    await newStream("plain");
    await put("plain", "a");
    await newFunction("plain");
    const { UUID } = await map("plain");
    await seen("plain", 1);
    await cloud.kinesis.send(
      new SplitShardCommand({
        StreamName: "plain",
        ShardToSplit: "shardId-000000000000",
        NewStartingHashKey: `${2n ** 127n}`,
      }),
    );
    await put("plain", "b");

    expect((await seen("plain", 2)).flat()).toEqual(["a", "b"]);
    const [{ Records: [record] = [] } = { Records: [] }] = await eventsOf("plain");
    expect(record).toEqual({
      kinesis: {
        kinesisSchemaVersion: "1.0",
        partitionKey: "key",
        sequenceNumber: expect.stringMatching(/^49\d{54}$/),
        data: Buffer.from("a").toString("base64"),
        approximateArrivalTimestamp: expect.any(Number),
      },
      eventSource: "aws:kinesis",
      eventVersion: "1.0",
      eventID: expect.stringMatching(/^shardId-000000000000:49\d{54}$/),
      eventName: "aws:kinesis:record",
      invokeIdentityArn: "arn:aws:iam::000000000000:role/function",
      awsRegion: "eu-west-1",
      eventSourceARN: streamArn("plain"),
    });
    const { LastProcessingResult } = await cloud.lambda.send(new GetEventSourceMappingCommand({ UUID }));
    expect(LastProcessingResult).toBe("OK");
  });

  it("begins at a time, and lets through what its filters match", async () => {
    await newStream("filtered");
    await put("filtered", '{"kind":"order","n":1}');
    cloud.cloud.advanceClock(60_000);
    const StartingPositionTimestamp = new Date(Date.now() + 30_000);
    cloud.cloud.advanceClock(60_000);
    await put("filtered", '{"kind":"other","n":2}');
    await put("filtered", '{"kind":"order","n":3}');
    await put("filtered", "no JSON at all");
    await newFunction("filtered");

    await map("filtered", {
      StartingPosition: "AT_TIMESTAMP",
      StartingPositionTimestamp,
      FilterCriteria: { Filters: [{ Pattern: '{"data":{"kind":["order"]}}' }] },
    });

    expect((await seen("filtered", 1)).flat()).toEqual(['{"kind":"order","n":3}']);
  });

  it("reads a stream by the name of a consumer", async () => {
    await newStream("fan");
    await put("fan", "a");
    await newFunction("fan");
    const { Consumer } = await cloud.kinesis.send(
      new RegisterStreamConsumerCommand({ StreamARN: streamArn("fan"), ConsumerName: "out" }),
    );

    await map("fan", { EventSourceArn: Consumer?.ConsumerARN });

    expect((await seen("fan", 1)).flat()).toEqual(["a"]);
    expect((await eventsOf("fan"))[0]?.Records[0]).toMatchObject({ eventSourceARN: Consumer?.ConsumerARN });
  });

  it("gives up the record that is bad, and tells the destination of it", async () => {
    await newStream("bad");
    for (const text of ["a", "poison", "c"]) await put("bad", text);
    await newFunction("bad", "if (event.Records.some((one) => textOf(one) === 'poison')) throw new Error('poisoned');");
    const { QueueUrl } = await cloud.sqs.send(new CreateQueueCommand({ QueueName: "bad" }));
    await map("bad", {
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: "arn:aws:sqs:eu-west-1:000000000000:bad" } },
    });

    const told = await eventually(async () => {
      const { Messages } = await cloud.sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
      return Messages?.[0]?.Body;
    });

    expect(JSON.parse(told)).toMatchObject({
      requestContext: { condition: "RetryAttemptsExhausted" },
      KinesisBatchInfo: { batchSize: 1, shardId: "shardId-000000000000", streamArn: streamArn("bad") },
    });
    expect(await seen("bad", 8)).toContainEqual(["c"]);
  });

  it("runs records of different keys side by side, each key's in order", async () => {
    await newStream("lanes");
    for (let n = 0; n < 12; n++) await put("lanes", `${n % 3}-${n}`, `key-${n % 3}`);
    await newFunction("lanes");

    await map("lanes", { ParallelizationFactor: 3, BatchSize: 2 });

    const texts = (await seen("lanes", 12)).flat();
    for (const key of ["0", "1", "2"]) {
      const numbers = texts.filter((text) => text.startsWith(key)).map((text) => Number(text.split("-")[1]));
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    }
    expect(Math.max(...(await eventsOf("lanes")).map(({ Records }) => Records.length))).toBeLessThanOrEqual(2);
  });

  it("is refused for a stream that is not there", async () => {
    await newFunction("nowhere");

    await expect(map("nowhere")).rejects.toMatchObject({
      name: "InvalidParameterValueException",
      message: expect.stringContaining("Stream not found"),
    });
  });
});

describe("a mapping with a tumbling window", () => {
  const counting = "return { state: { count: (event.state.count ?? 0) + event.Records.length } };";

  it("passes on what the function makes of a window, and calls once more when it is over", async () => {
    await newStream("window");
    await newFunction("window", counting);
    await map("window", { TumblingWindowInSeconds: 900 });
    await put("window", "a");
    await seen("window", 1);
    await put("window", "b");
    await seen("window", 2);

    cloud.cloud.advanceClock(15 * 60_000);
    const final = await eventually(async () =>
      (await eventsOf("window")).find(({ isFinalInvokeForWindow }) => isFinalInvokeForWindow === true),
    );
    const [first, second] = await eventsOf("window");
    await put("window", "c");
    await seen("window", 3);

    expect(first).toMatchObject({
      state: {},
      shardId: "shardId-000000000000",
      eventSourceARN: streamArn("window"),
      isFinalInvokeForWindow: false,
      isWindowTerminatedEarly: false,
      window: {
        start: expect.stringMatching(/:(00|15|30|45):00Z$/),
        end: expect.stringMatching(/:(00|15|30|45):00Z$/),
      },
    });
    expect(second).toMatchObject({ state: { count: 1 }, window: first?.["window"] });
    expect(final).toMatchObject({ Records: [], state: { count: 2 }, isWindowTerminatedEarly: false });
    expect((await eventsOf("window")).at(-1)).toMatchObject({ state: {}, isFinalInvokeForWindow: false });
  });

  it("ends early when its state grows too large", async () => {
    await newStream("large");
    await newFunction("large", "return { state: { text: 'x'.repeat(1024 * 1024) } };");
    await map("large", { TumblingWindowInSeconds: 900 });
    await put("large", "a");

    const final = await eventually(async () =>
      (await eventsOf("large")).find(({ isFinalInvokeForWindow }) => isFinalInvokeForWindow === true),
    );

    expect(final).toMatchObject({ isWindowTerminatedEarly: true });
  });
});
