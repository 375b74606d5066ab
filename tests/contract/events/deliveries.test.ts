import { CreateLogGroupCommand, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createFunction, createRole } from "../lambda/function.ts";
import { createQueue } from "../sqs/queue.ts";
import { createBus, createRule, createServiceRole, letIn, putEvent, source } from "./bus.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

async function openQueue(name: string, attributes = {}) {
  const queue = await createQueue(cloud, name, attributes);
  await letIn(cloud, queue);
  return queue;
}

describe("PutEvents", () => {
  it("hands the whole event to the targets of the rules that match", async () => {
    const queue = await openQueue("whole");
    const bus = await createBus(cloud, "whole");
    await createRule(cloud, {
      name: "whole",
      bus,
      pattern: { detail: { n: [{ numeric: [">", 1] }] } },
      targets: [{ Id: "q", Arn: queue.arn }],
    });

    await putEvent(cloud, { n: 1 }, bus);
    const { Entries: [entry] = [] } = await putEvent(cloud, { n: 2 }, bus);
    const [body = ""] = await queue.bodies({ WaitTimeSeconds: 10 });

    expect(JSON.parse(body)).toEqual({
      version: "0",
      id: entry?.EventId,
      "detail-type": "order",
      source,
      account: "000000000000",
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      region: "eu-west-1",
      resources: [],
      detail: { n: 2 },
    });
  });

  it("refuses entries one by one, and too many or too much altogether", async () => {
    const entry = { Source: source, DetailType: "t", Detail: "{}" };
    const put = (Entries: object[]) => cloud.events.send(new PutEventsCommand({ Entries }));

    const { FailedEntryCount, Entries = [] } = await put([
      entry,
      { ...entry, Detail: "[]" },
      { ...entry, DetailType: "" },
      { Source: source, DetailType: "t" },
      { ...entry, Source: "aws.s3" },
    ]);

    expect(FailedEntryCount).toBe(4);
    expect(Entries.map(({ ErrorCode, ErrorMessage }) => [ErrorCode, ErrorMessage])).toEqual([
      [undefined, undefined],
      ["MalformedDetail", "Detail is malformed."],
      ["InvalidArgument", "Parameter DetailType is not valid. Reason: DetailType is a required argument."],
      ["InvalidArgument", "Parameter Detail is not valid. Reason: Detail is a required argument."],
      ["NotAuthorizedForSourceException", "Not authorized for the source."],
    ]);
    await expect(put(Array(11).fill(entry))).rejects.toThrow(
      /PutEventsRequestEntry\(time=null, source=shop, .*less than or equal to 10$/,
    );
    await expect(put([{ ...entry, Detail: JSON.stringify({ a: "x".repeat(1024 * 1024) }) }])).rejects.toThrow(
      "Total size of the entries in the request is over the limit.",
    );
  });
});

describe("A target", () => {
  it("gets what its rule makes of the event", async () => {
    const queue = await openQueue("made");
    const transformer = (InputTemplate: string) => ({
      InputTransformer: {
        InputPathsMap: { n: "$.detail.n", list: "$.detail.list", text: "$.detail.text" },
        InputTemplate,
      },
    });
    const inputs = [
      { Input: '{"fixed": true}' },
      { InputPath: "$.detail.list" },
      transformer('{"n": <n>, "text": "it is <text>", "list": <list>, "rule": "<aws.events.rule-name>"}'),
      transformer('"<text> by <n>"'),
    ];
    for (const [at, input] of inputs.entries()) {
      const targets = [{ Id: "q", Arn: queue.arn, ...input }];
      await createRule(cloud, { name: `made-${at}`, pattern: { detail: { made: [at] } }, targets });
    }

    const bodies: (string | undefined)[] = [];
    for (const made of inputs.keys()) {
      await putEvent(cloud, { made, n: 3, list: [1, "b"], text: 'a "b"' });
      bodies.push(...(await queue.bodies({ WaitTimeSeconds: 10 })));
    }

    expect(bodies).toEqual([
      '{"fixed": true}',
      '[1,"b"]',
      '{"n": 3, "text": "it is a \\"b\\"", "list": [1,"b"], "rule": "made-2"}',
      '"a \\"b\\" by 3"',
    ]);
  });

  it("is a FIFO queue, in one group", async () => {
    const queue = await openQueue("order.fifo", { ContentBasedDeduplication: "true" });
    const targets = [{ Id: "q", Arn: queue.arn, SqsParameters: { MessageGroupId: "g" } }];
    await createRule(cloud, { name: "fifo", pattern: { detail: { fifo: [true] } }, targets });

    await putEvent(cloud, { fifo: true });
    const [message] = await queue.receive({ WaitTimeSeconds: 10, MessageSystemAttributeNames: ["All"] });

    expect(message?.Attributes?.MessageGroupId).toBe("g");
  });

  it("is a function that lets the rule in", async () => {
    await createRole(cloud);
    await createFunction(cloud, {
      name: "heard",
      files: { "index.js": "exports.handler = async (e) => console.log('heard', e.detail.word)" },
    });
    const arn = "arn:aws:lambda:eu-west-1:000000000000:function:heard";
    const SourceArn = await createRule(cloud, {
      name: "call",
      pattern: { detail: { word: [{ exists: true }] } },
      targets: [{ Id: "f", Arn: arn }],
    });
    const permission = { FunctionName: "heard", StatementId: "rule", Action: "lambda:InvokeFunction" };
    await cloud.lambda.send(new AddPermissionCommand({ ...permission, Principal: "events.amazonaws.com", SourceArn }));

    await putEvent(cloud, { word: "hello" });

    const line = await eventually(async () => {
      const { events = [] } = await cloud.logs
        .send(new FilterLogEventsCommand({ logGroupName: "/aws/lambda/heard", filterPattern: "heard" }))
        .catch(() => ({ events: [] }));
      return events[0]?.message;
    });
    expect(line).toContain("hello");
  });

  it("is another bus, which sees the event itself, and a log group", async () => {
    const queue = await openQueue("far");
    const RoleArn = await createServiceRole(cloud, "forward", "events.amazonaws.com", ["events:PutEvents", "logs:*"]);
    const [near, far] = [await createBus(cloud, "near"), await createBus(cloud, "far")];
    await cloud.logs.send(new CreateLogGroupCommand({ logGroupName: "/aws/events/near" }));
    const group = "arn:aws:logs:eu-west-1:000000000000:log-group:/aws/events/near";
    await createRule(cloud, {
      name: "on",
      bus: near,
      targets: [
        { Id: "b", Arn: far, RoleArn },
        { Id: "l", Arn: group, RoleArn },
      ],
    });
    await createRule(cloud, { name: "on", bus: far, targets: [{ Id: "q", Arn: queue.arn }] });

    const { Entries: [entry] = [] } = await putEvent(cloud, { a: 1 }, near);
    const [body = ""] = await queue.bodies({ WaitTimeSeconds: 10 });

    expect(JSON.parse(body)).toMatchObject({ id: entry?.EventId, detail: { a: 1 } });
    const logged = await eventually(async () => {
      const { events = [] } = await cloud.logs.send(new FilterLogEventsCommand({ logGroupName: "/aws/events/near" }));
      return events[0]?.message;
    });
    expect(JSON.parse(logged)).toMatchObject({ id: entry?.EventId });
  });

  it("that does not let EventBridge in leaves the event to the dead-letter queue", async () => {
    const closed = await createQueue(cloud, "closed");
    const dead = await openQueue("dead");
    const targets = [{ Id: "q", Arn: closed.arn, DeadLetterConfig: { Arn: dead.arn } }];
    const rule = await createRule(cloud, { name: "refused", pattern: { detail: { refused: [true] } }, targets });

    await putEvent(cloud, { refused: true });
    const [letter] = await dead.receive({ WaitTimeSeconds: 10, MessageAttributeNames: ["All"] });

    const attributes = Object.entries(letter?.MessageAttributes ?? {}).map(([name, { StringValue }]) => [
      name,
      StringValue,
    ]);
    expect(JSON.parse(letter?.Body ?? "")).toMatchObject({ detail: { refused: true } });
    expect(Object.fromEntries(attributes)).toMatchObject({
      RULE_ARN: rule,
      TARGET_ARN: closed.arn,
      ERROR_CODE: "NO_PERMISSIONS",
      ERROR_MESSAGE: expect.stringContaining("not authorized"),
    });
  });
});
