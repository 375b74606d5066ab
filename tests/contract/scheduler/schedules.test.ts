import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateScheduleCommand,
} from "@aws-sdk/client-scheduler";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createServiceRole } from "../events/bus.ts";
import { createQueue } from "../sqs/queue.ts";

let cloud: TestCloud;
let RoleArn: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  RoleArn = await createServiceRole(cloud, "scheduler", "scheduler.amazonaws.com", ["sqs:SendMessage"]);
});
afterAll(() => cloud.stop());

const minuteMs = 60_000;
const FlexibleTimeWindow = { Mode: "OFF" } as const;

const create = (Name: string, Arn: string, more: Partial<CreateScheduleCommandInput> & { Input?: string }) => {
  const { Input, ...rest } = more;
  const Target = { Arn, RoleArn, ...(Input === undefined ? {} : { Input }) };
  const ScheduleExpression = "rate(1 hour)";
  return cloud.scheduler.send(
    new CreateScheduleCommand({ Name, FlexibleTimeWindow, Target, ScheduleExpression, ...rest }),
  );
};

/** The time of day that clocks of a zone show, by the cloud's clock. */
const at = (ms: number): string => new Date(ms).toISOString().slice(0, 19);

describe("A schedule", () => {
  it("invokes its target once at a time, and goes away", async () => {
    const queue = await createQueue(cloud, "once");
    const time = at(Date.now() + 10 * minuteMs);
    const Input = '{"at": "<aws.scheduler.scheduled-time>", "try": "<aws.scheduler.attempt-number>"}';
    await create("once", queue.arn, { ScheduleExpression: `at(${time})`, ActionAfterCompletion: "DELETE", Input });

    cloud.cloud.advanceClock(11 * minuteMs);

    expect(await queue.bodies({ WaitTimeSeconds: 10 })).toEqual([`{"at": "${time}Z", "try": "1"}`]);
    await eventually(() =>
      cloud.scheduler.send(new GetScheduleCommand({ Name: "once" })).then(
        () => undefined,
        () => true,
      ),
    );
  });

  it("invokes its target again and again between its dates, with an event of its own", async () => {
    const queue = await createQueue(cloud, "often");
    const { Schedules: [known] = [] } = await create("clock", queue.arn, { State: "DISABLED" }).then(() =>
      cloud.scheduler.send(new ListSchedulesCommand({ NamePrefix: "clock" })),
    );
    const now = known?.CreationDate?.getTime() ?? 0;
    const dates = { StartDate: new Date(now + 5 * minuteMs), EndDate: new Date(now + 26 * minuteMs) };
    const { ScheduleArn } = await create("often", queue.arn, { ScheduleExpression: "rate(10 minutes)", ...dates });

    cloud.cloud.advanceClock(60 * minuteMs);
    const bodies: string[] = [];
    for (let tries = 0; bodies.length < 3 && tries < 5; tries++) {
      bodies.push(...(await queue.bodies({ WaitTimeSeconds: 5 })).map((body = "") => body));
    }

    const sent = bodies.map((body) => JSON.parse(body));
    expect(sent).toHaveLength(3);
    expect(sent[0]).toMatchObject({
      source: "aws.scheduler",
      "detail-type": "Scheduled Event",
      resources: [ScheduleArn],
      detail: "{}",
    });
  });

  it("calls any operation of any service", async () => {
    const queue = await createQueue(cloud, "universal");
    const Input = JSON.stringify({ QueueUrl: queue.url, MessageBody: "<aws.scheduler.schedule-arn>" });

    const { ScheduleArn } = await create("universal", "arn:aws:scheduler:::aws-sdk:sqs:sendMessage", { Input });

    expect(await queue.bodies({ WaitTimeSeconds: 10 })).toEqual([ScheduleArn]);
  });

  it("waits within its window", async () => {
    const queue = await createQueue(cloud, "window");
    const window = { Mode: "FLEXIBLE", MaximumWindowInMinutes: 60 } as const;
    await create("window", queue.arn, {
      ScheduleExpression: "rate(1 day)",
      FlexibleTimeWindow: window,
      Input: '"now"',
    });

    cloud.cloud.advanceClock(61 * minuteMs);

    expect(await queue.bodies({ WaitTimeSeconds: 10 })).toEqual(['"now"']);
  });

  it("leaves what its role may not do to the dead-letter queue", async () => {
    const dead = await createQueue(cloud, "dead");
    const Arn = "arn:aws:sns:eu-west-1:000000000000:closed";
    const Target = { Arn, RoleArn, DeadLetterConfig: { Arn: dead.arn }, Input: "{}" };
    await create("refused", Arn, { Target });

    const [letter] = await dead.receive({ WaitTimeSeconds: 10, MessageAttributeNames: ["All"] });

    expect(letter?.MessageAttributes?.["ERROR_CODE"]?.StringValue).toBe("NO_PERMISSIONS");
    expect(letter?.MessageAttributes?.["TARGET_ARN"]?.StringValue).toBe(Arn);
  });

  it("is described, changed as a whole, listed and deleted", async () => {
    const { scheduler } = cloud;
    const Arn = "arn:aws:sqs:eu-west-1:000000000000:q";
    const zone = { ScheduleExpression: "cron(0 12 * * ? *)", ScheduleExpressionTimezone: "Europe/Berlin" };
    await create("kept", Arn, { ...zone, Description: "d", State: "DISABLED" });
    const before = await scheduler.send(new GetScheduleCommand({ Name: "kept" }));
    const Target = { Arn, RoleArn };
    await scheduler.send(
      new UpdateScheduleCommand({
        Name: "kept",
        FlexibleTimeWindow,
        Target,
        ScheduleExpression: "rate(2 hours)",
        State: "DISABLED",
      }),
    );
    const after = await scheduler.send(new GetScheduleCommand({ Name: "kept" }));
    await scheduler.send(new DeleteScheduleCommand({ Name: "kept" }));

    expect(before).toMatchObject({
      ...zone,
      Description: "d",
      GroupName: "default",
      Target: { RetryPolicy: { MaximumRetryAttempts: 185 } },
    });
    expect(after).toMatchObject({ ScheduleExpression: "rate(2 hours)", ScheduleExpressionTimezone: "UTC" });
    expect(after.Description).toBeUndefined();
    await expect(scheduler.send(new DeleteScheduleCommand({ Name: "kept" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Schedule kept does not exist.",
    });
  });

  it.each(["at(2021-12-31T23:59:59Z)", "cron(0 1 * * * *)", "rate(10)", "rate(10 years)", "hello"])(
    "refuses %s",
    async (ScheduleExpression) => {
      await expect(create("bad", "arn:aws:sqs:eu-west-1:000000000000:q", { ScheduleExpression })).rejects.toMatchObject(
        {
          name: "ValidationException",
          message: `Invalid Schedule Expression ${ScheduleExpression}.`,
        },
      );
    },
  );
});

describe("A group", () => {
  it("holds schedules and tags, and takes them with it", async () => {
    const { scheduler } = cloud;
    const tags = [{ Key: "a", Value: "1" }];
    const { ScheduleGroupArn: ResourceArn } = await scheduler.send(
      new CreateScheduleGroupCommand({ Name: "g", Tags: tags }),
    );
    await scheduler.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: "b", Value: "2" }] }));
    await scheduler.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["a"] }));
    await create("inside", "arn:aws:sqs:eu-west-1:000000000000:q", { GroupName: "g", State: "DISABLED" });

    const { Tags } = await scheduler.send(new ListTagsForResourceCommand({ ResourceArn }));
    const { ScheduleGroups = [] } = await scheduler.send(new ListScheduleGroupsCommand({}));
    const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({ GroupName: "g" }));
    const found = await scheduler.send(new GetScheduleGroupCommand({ Name: "g" }));
    await scheduler.send(new DeleteScheduleGroupCommand({ Name: "g" }));

    expect(Tags).toEqual([{ Key: "b", Value: "2" }]);
    expect(ScheduleGroups.map(({ Name }) => Name)).toEqual(["default", "g"]);
    expect(Schedules.map(({ Name }) => Name)).toEqual(["inside"]);
    expect(found).toMatchObject({ Arn: ResourceArn, State: "ACTIVE" });
    await expect(scheduler.send(new GetScheduleCommand({ Name: "inside", GroupName: "g" }))).rejects.toThrow();
    await expect(scheduler.send(new DeleteScheduleGroupCommand({ Name: "default" }))).rejects.toThrow();
  });
});
