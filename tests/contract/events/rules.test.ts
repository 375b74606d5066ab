import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  ListEventBusesCommand,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemovePermissionCommand,
  RemoveTargetsCommand,
  TagResourceCommand,
  TestEventPatternCommand,
  UntagResourceCommand,
  UpdateEventBusCommand,
} from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createBus, createRule } from "./bus.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const queueArn = "arn:aws:sqs:eu-west-1:000000000000:q";

describe("A bus", () => {
  it("is made, described, changed, listed and deleted; the default one stays", async () => {
    const { events } = cloud;
    const arn = await createBus(cloud, "one");
    await events.send(new UpdateEventBusCommand({ Name: "one", Description: "the first" }));

    const bus = await events.send(new DescribeEventBusCommand({ Name: arn }));
    const { EventBuses = [] } = await events.send(new ListEventBusesCommand({}));
    await events.send(new DeleteEventBusCommand({ Name: "one" }));

    expect(bus).toMatchObject({ Name: "one", Arn: arn, Description: "the first" });
    expect(EventBuses.map(({ Name }) => Name)).toEqual(["default", "one"]);
    await expect(events.send(new DescribeEventBusCommand({ Name: "one" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Event bus one does not exist.",
    });
    await expect(events.send(new DeleteEventBusCommand({ Name: "default" }))).rejects.toThrow(
      /Cannot delete event bus/,
    );
    await expect(events.send(new CreateEventBusCommand({ Name: "default" }))).rejects.toMatchObject({
      name: "ResourceAlreadyExistsException",
    });
  });

  it("has a policy, statement by statement", async () => {
    const { events } = cloud;
    const arn = await createBus(cloud, "shared");
    const permission = { EventBusName: "shared", Action: "events:PutEvents" };
    await events.send(new PutPermissionCommand({ ...permission, Principal: "111111111111", StatementId: "a" }));
    await events.send(new PutPermissionCommand({ ...permission, Principal: "*", StatementId: "b" }));
    await events.send(new RemovePermissionCommand({ EventBusName: "shared", StatementId: "b" }));

    const { Policy = "" } = await events.send(new DescribeEventBusCommand({ Name: "shared" }));

    expect(JSON.parse(Policy)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "a",
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::111111111111:root" },
          Action: "events:PutEvents",
          Resource: arn,
        },
      ],
    });
    await expect(
      events.send(new RemovePermissionCommand({ EventBusName: "shared", StatementId: "c" })),
    ).rejects.toThrow("Statement with the provided id does not exist.");
  });
});

describe("A rule", () => {
  it("is switched, listed, tagged and deleted once it has no targets", async () => {
    const { events } = cloud;
    const arn = await createRule(cloud, { name: "r", targets: [{ Id: "t", Arn: queueArn }] });
    await events.send(new DisableRuleCommand({ Name: "r" }));
    const off = await events.send(new DescribeRuleCommand({ Name: "r" }));
    await events.send(new EnableRuleCommand({ Name: "r" }));
    await events.send(
      new TagResourceCommand({
        ResourceARN: arn,
        Tags: [
          { Key: "a", Value: "1" },
          { Key: "b", Value: "2" },
        ],
      }),
    );
    await events.send(new UntagResourceCommand({ ResourceARN: arn, TagKeys: ["b"] }));

    const { Rules } = await events.send(new ListRulesCommand({ NamePrefix: "r" }));
    const { RuleNames } = await events.send(new ListRuleNamesByTargetCommand({ TargetArn: queueArn }));
    const { Targets } = await events.send(new ListTargetsByRuleCommand({ Rule: "r" }));
    const { Tags } = await events.send(new ListTagsForResourceCommand({ ResourceARN: arn }));

    expect(off).toMatchObject({ State: "DISABLED", CreatedBy: "000000000000", EventBusName: "default" });
    expect(Rules).toMatchObject([{ Name: "r", Arn: arn, State: "ENABLED" }]);
    expect([RuleNames, Targets, Tags]).toEqual([["r"], [{ Id: "t", Arn: queueArn }], [{ Key: "a", Value: "1" }]]);
    await expect(events.send(new DeleteRuleCommand({ Name: "r" }))).rejects.toThrow(
      "Rule can't be deleted since it has targets.",
    );
    await events.send(new RemoveTargetsCommand({ Rule: "r", Ids: ["t"] }));
    await events.send(new DeleteRuleCommand({ Name: "r" }));
    await expect(events.send(new DescribeRuleCommand({ Name: "r" }))).rejects.toThrow(
      "Rule r does not exist on EventBus default.",
    );
  });

  it.each([
    [{}, "Parameter(s) EventPattern or ScheduleExpression must be specified."],
    [{ ScheduleExpression: "rate(1 minutes)" }, "Parameter ScheduleExpression is not valid."],
    [{ ScheduleExpression: "cron(0 1 * * * *)" }, "Parameter ScheduleExpression is not valid."],
    [
      { EventPattern: '{"a": []}' },
      /^Event pattern is not valid. Reason: Empty arrays are not allowed\n at \[Source: /,
    ],
    [{ EventPattern: '{"a": [1]}', EventBusName: "nowhere" }, "Event bus nowhere does not exist."],
  ])("refuses %j", async (more, message) => {
    await expect(cloud.events.send(new PutRuleCommand({ Name: "bad", ...more }))).rejects.toThrow(message);
  });

  it.each([
    [{ Arn: "nowhere" }, "Parameter Arn is not valid. Reason: Provided Arn is not in correct format."],
    [
      { Arn: queueArn, Input: "{}", InputPath: "$.detail" },
      "Only one of Input, InputPath, or InputTransformer must be provided for target t.",
    ],
    [{ Arn: `${queueArn}.fifo` }, "Parameter(s) MessageGroupId must be specified for target: t."],
    [
      { Arn: "arn:aws:states:eu-west-1:000000000000:stateMachine:m" },
      "RoleArn is required for target arn:aws:states:eu-west-1:000000000000:stateMachine:m.",
    ],
  ])("refuses the target %j", async (target, message) => {
    await createRule(cloud, { name: "picky", targets: [{ Id: "x", Arn: queueArn }] });
    const Targets = [{ Id: "t", ...target }];

    await expect(cloud.events.send(new PutTargetsCommand({ Rule: "picky", Targets }))).rejects.toThrow(message);
  });

  it("has five targets at most", async () => {
    await createRule(cloud, { name: "many", targets: [1, 2, 3, 4, 5].map((Id) => ({ Id: `${Id}`, Arn: queueArn })) });
    const Targets = [{ Id: "6", Arn: queueArn }];

    await expect(cloud.events.send(new PutTargetsCommand({ Rule: "many", Targets }))).rejects.toMatchObject({
      name: "LimitExceededException",
    });
  });
});

describe("TestEventPattern", () => {
  const event = { id: "1", source: "a", "detail-type": "b", account: "1", time: "2026-01-01T00:00:00Z", region: "c" };
  const test = (pattern: object, Event = JSON.stringify(event)) =>
    cloud.events.send(new TestEventPatternCommand({ EventPattern: JSON.stringify(pattern), Event }));

  it("tells whether an event matches", async () => {
    expect((await test({ source: [{ prefix: "a" }] })).Result).toBe(true);
    expect((await test({ source: ["b"] })).Result).toBe(false);
  });

  it("refuses what is no event", async () => {
    await expect(test({ source: ["a"] }, "[]")).rejects.toThrow("Parameter Event is not valid.");
    await expect(test({ source: ["a"] }, '{"id": "1"}')).rejects.toThrow("Parameter Event is not valid.");
  });
});
