import {
  ApplicationAutoScalingClient,
  DeleteScalingPolicyCommand,
  DeleteScheduledActionCommand,
  DeregisterScalableTargetCommand,
  DescribeScalingActivitiesCommand,
  DescribeScalingPoliciesCommand,
  DescribeScheduledActionsCommand,
  PutScalingPolicyCommand,
  type PutScalingPolicyCommandInput,
  PutScheduledActionCommand,
  RegisterScalableTargetCommand,
  type ScalableDimension,
} from "@aws-sdk/client-application-auto-scaling";
import { DescribeAlarmsCommand, PutMetricAlarmCommand, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { GetItemCommand, PutItemCommand, UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clientConfig, eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createTable, unitsOf } from "./table.ts";

let cloud: TestCloud;
let scaling: ApplicationAutoScalingClient;

beforeEach(async () => {
  cloud = await startTestCloud();
  scaling = new ApplicationAutoScalingClient(clientConfig(cloud.cloud.endpoint));
  await createTable(cloud, "orders");
  const Item = { id: { S: "large" }, text: { S: "x".repeat(70 * 4096 - 100) } };
  await cloud.dynamodb.send(new PutItemCommand({ TableName: "orders", Item }));
});

afterEach(async () => {
  scaling.destroy();
  await cloud.stop();
});

const target = (ScalableDimension: ScalableDimension, ResourceId = "table/orders") => ({
  ServiceNamespace: "dynamodb" as const,
  ResourceId,
  ScalableDimension,
});
const reads = target("dynamodb:table:ReadCapacityUnits");
const writes = target("dynamodb:table:WriteCapacityUnits");

const register = (at: typeof reads, MinCapacity: number, MaxCapacity: number) =>
  scaling.send(new RegisterScalableTargetCommand({ ...at, MinCapacity, MaxCapacity }));

const putPolicy = (at: typeof reads, settings: Partial<PutScalingPolicyCommandInput>) =>
  scaling.send(new PutScalingPolicyCommand({ ...at, PolicyName: "by-use", ...settings }));

const tracking = (more: object = {}): Partial<PutScalingPolicyCommandInput> => ({
  PolicyType: "TargetTrackingScaling",
  TargetTrackingScalingPolicyConfiguration: {
    TargetValue: 70,
    PredefinedMetricSpecification: { PredefinedMetricType: "DynamoDBReadCapacityUtilization" },
    ...more,
  },
});

async function activities() {
  const { ScalingActivities = [] } = await scaling.send(
    new DescribeScalingActivitiesCommand({ ServiceNamespace: "dynamodb" }),
  );
  return ScalingActivities;
}

const alarms = async () => (await cloud.cloudwatch.send(new DescribeAlarmsCommand({}))).MetricAlarms ?? [];

/** Waits until a table has so many units. */
const untilUnits = (wanted: Partial<Awaited<ReturnType<typeof unitsOf>>>) =>
  eventually(async () => {
    const units = await unitsOf(cloud, "orders");
    return Object.entries(wanted).every(([name, value]) => units[name as keyof typeof units] === value) || undefined;
  });

/** What is used within a minute. */
type Use = () => Promise<unknown>;

/** Reads an item that is read with 70 units. */
const readsUsed =
  (units: number): Use =>
  async () => {
    const read = { TableName: "orders", Key: { id: { S: "large" } }, ConsistentRead: true, ProjectionExpression: "id" };
    for (let used = 0; used < units; used += 70) await cloud.dynamodb.send(new GetItemCommand(read));
  };

const backlog =
  (Value: number): Use =>
  () =>
    cloud.cloudwatch.send(
      new PutMetricDataCommand({ Namespace: "Files", MetricData: [{ MetricName: "Backlog", Value }] }),
    );

/** Lets minutes of this use pass until something is so. */
async function passUntil(isSo: () => Promise<boolean>, use: Use): Promise<void> {
  for (let minute = 0; minute < 60; minute++) {
    await use();
    cloud.cloud.advanceClock(60_000);
    // What a minute brings about is done in the background.
    for (let look = 0; look < 5; look++) if (await isSo()) return;
  }
  throw new Error("It did not come about within an hour");
}

const hasUnits = (member: "read" | "write", units: number) => async () =>
  (await unitsOf(cloud, "orders"))[member] === units;

const isInAlarm = (kind: string) => async () =>
  (await alarms()).some(({ AlarmName, StateValue }) => AlarmName?.includes(`-${kind}-`) && StateValue === "ALARM");

async function passMinutes(minutes: number, use: Use): Promise<void> {
  let left = minutes * 5;
  await passUntil(async () => {
    await alarms();
    return --left === 0;
  }, use);
}

describe("a target", () => {
  it("is scaled into its bounds when it is registered, and when they change", async () => {
    await register(reads, 8, 20);
    await untilUnits({ read: 8, write: 5, indexWrite: 5 });
    await register(reads, 1, 3);
    await untilUnits({ read: 3, write: 5, indexWrite: 5 });
    await register(target("dynamodb:index:WriteCapacityUnits", "table/orders/index/again"), 9, 10);
    await untilUnits({ read: 3, write: 5, indexWrite: 9 });

    const done = (await activities()).map(({ Cause, Description, StatusCode, ResourceId }) => [
      ResourceId,
      Cause,
      Description,
      StatusCode,
    ]);
    expect(done).toHaveLength(3);
    expect(done).toEqual(
      expect.arrayContaining([
        ["table/orders", "minimum capacity was set to 8", "Setting read capacity units to 8.", "Successful"],
        ["table/orders", "maximum capacity was set to 3", "Setting read capacity units to 3.", "Successful"],
        [
          "table/orders/index/again",
          "minimum capacity was set to 9",
          "Setting write capacity units to 9.",
          "Successful",
        ],
      ]),
    );
  });

  it("says why it could not be scaled", async () => {
    await cloud.dynamodb.send(new UpdateTableCommand({ TableName: "orders", BillingMode: "PAY_PER_REQUEST" }));
    await register(reads, 8, 20);

    const [failed] = await eventually(async () => {
      const found = await activities();
      return found.length > 0 ? found : undefined;
    });

    expect(failed).toMatchObject({ StatusCode: "Failed", Description: "Setting read capacity units to 8." });
    expect(failed?.StatusMessage).toMatch(/^Failed to set read capacity units to 8\. Reason: /);
  });
});

describe("a target tracking policy", () => {
  it("has alarms of its own, with thresholds by the capacity", async () => {
    await register(reads, 5, 50);
    const { PolicyARN, Alarms } = await putPolicy(reads, tracking());
    const made = await alarms();
    const { ScalingPolicies } = await scaling.send(
      new DescribeScalingPoliciesCommand({ ServiceNamespace: "dynamodb" }),
    );

    expect(Alarms).toHaveLength(4);
    expect(ScalingPolicies?.[0]?.Alarms).toEqual(Alarms);
    const facts = made.map(
      ({ AlarmName, MetricName, Threshold, EvaluationPeriods, ComparisonOperator, AlarmActions }) => [
        /^TargetTracking-table\/orders-(\w+)-[0-9a-f-]{36}$/.exec(AlarmName ?? "")?.[1],
        MetricName,
        Threshold,
        EvaluationPeriods,
        ComparisonOperator,
        AlarmActions,
      ],
    );
    expect(facts).toEqual([
      ["AlarmHigh", "ConsumedReadCapacityUnits", 210, 2, "GreaterThanThreshold", [PolicyARN]],
      ["AlarmLow", "ConsumedReadCapacityUnits", 150, 15, "LessThanThreshold", [PolicyARN]],
      ["ProvisionedCapacityHigh", "ProvisionedReadCapacityUnits", 5, 3, "GreaterThanThreshold", [PolicyARN]],
      ["ProvisionedCapacityLow", "ProvisionedReadCapacityUnits", 5, 3, "LessThanThreshold", [PolicyARN]],
    ]);
    await scaling.send(new DeleteScalingPolicyCommand({ ...reads, PolicyName: "by-use" }));
    expect(await alarms()).toEqual([]);
  });

  it("scales out when more is used, up to the bound, and in after fifteen quiet minutes", async () => {
    await register(reads, 5, 12);
    await putPolicy(reads, tracking());

    await passUntil(hasUnits("read", 10), readsUsed(420));
    const [out] = await activities();
    const high = await eventually(async () => (await alarms()).find(({ Threshold }) => Threshold === 420));
    await passUntil(hasUnits("read", 12), readsUsed(4200));
    await passUntil(hasUnits("read", 5), readsUsed(70));

    expect(out?.Cause).toMatch(
      /^monitor alarm TargetTracking-table\/orders-AlarmHigh-\S+ in state ALARM triggered policy by-use$/,
    );
    expect(out?.StatusMessage).toBe(
      "Successfully set read capacity units to 10. Change successfully fulfilled by dynamodb.",
    );
    expect(high.AlarmName).toContain("-AlarmHigh-");
    const [inAgain, outAgain, ...others] = await activities();
    expect(inAgain?.Cause).toContain("-AlarmLow-");
    expect(Number(inAgain?.StartTime) - Number(outAgain?.StartTime)).toBeGreaterThanOrEqual(14 * 60_000);
    expect(others).toEqual([out]);
  });

  it("waits while it cools down", async () => {
    await register(reads, 5, 100);
    await putPolicy(reads, tracking({ ScaleOutCooldown: 600 }));

    await passUntil(hasUnits("read", 10), readsUsed(420));
    await passUntil(hasUnits("read", 40), readsUsed(1680));

    const [second, first] = await activities();
    expect(Number(second?.StartTime) - Number(first?.StartTime)).toBeGreaterThanOrEqual(600_000);
  });

  it("stays where it is where it may not scale in, and while scaling is suspended", async () => {
    await register(reads, 5, 100);
    await putPolicy(reads, tracking({ DisableScaleIn: true }));
    await passUntil(hasUnits("read", 40), readsUsed(1680));

    await passUntil(isInAlarm("AlarmLow"), readsUsed(70));
    await passMinutes(2, readsUsed(70));
    expect(await unitsOf(cloud, "orders")).toMatchObject({ read: 40 });
    const SuspendedState = { DynamicScalingOutSuspended: true };
    await scaling.send(new RegisterScalableTargetCommand({ ...reads, SuspendedState }));
    await passUntil(isInAlarm("AlarmHigh"), readsUsed(4200));
    await passMinutes(2, readsUsed(4200));
    expect(await unitsOf(cloud, "orders")).toMatchObject({ read: 40 });
  });

  it("moves its thresholds when somebody else sets the capacity", async () => {
    await register(reads, 5, 100);
    await putPolicy(reads, tracking());
    const ProvisionedThroughput = { ReadCapacityUnits: 20, WriteCapacityUnits: 5 };
    await cloud.dynamodb.send(new UpdateTableCommand({ TableName: "orders", ProvisionedThroughput }));

    await passUntil(async () => (await alarms())[0]?.Threshold === 840, readsUsed(210));

    expect((await alarms())[0]?.AlarmName).toContain("-AlarmHigh-");
    expect(await activities()).toEqual([]);
  });

  it("follows a metric of anybody's", async () => {
    await register(writes, 5, 100);
    await putPolicy(writes, {
      PolicyType: "TargetTrackingScaling",
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 10,
        CustomizedMetricSpecification: { Namespace: "Files", MetricName: "Backlog", Statistic: "Average" },
      },
    });

    await passUntil(hasUnits("write", 15), backlog(30));

    expect(await unitsOf(cloud, "orders")).toEqual({ read: 5, write: 15, indexWrite: 5 });
  });

  it("is refused without one metric", async () => {
    await register(reads, 5, 50);
    const refused = { name: "ValidationException" };

    await expect(putPolicy(reads, { PolicyType: "TargetTrackingScaling" })).rejects.toMatchObject(refused);
    const without = tracking({ PredefinedMetricSpecification: undefined });
    await expect(putPolicy(reads, without)).rejects.toMatchObject(refused);
  });
});

describe("a step scaling policy", () => {
  it("scales by how far its alarm's metric is beyond the threshold", async () => {
    await register(writes, 5, 100);
    const { PolicyARN = "", Alarms } = await putPolicy(writes, {
      PolicyType: "StepScaling",
      StepScalingPolicyConfiguration: {
        AdjustmentType: "PercentChangeInCapacity",
        MinAdjustmentMagnitude: 2,
        Cooldown: 600,
        StepAdjustments: [
          { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 50, ScalingAdjustment: 10 },
          { MetricIntervalLowerBound: 50, ScalingAdjustment: 100 },
        ],
      },
    });
    await cloud.cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName: "long-queue",
        Namespace: "Files",
        MetricName: "Backlog",
        Statistic: "Average",
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 100,
        ComparisonOperator: "GreaterThanThreshold",
        AlarmActions: [PolicyARN],
      }),
    );

    await passUntil(hasUnits("write", 7), backlog(120));
    await passUntil(hasUnits("write", 14), backlog(160));

    expect(Alarms).toEqual([]);
    expect((await activities()).map(({ Cause }) => Cause)).toEqual([
      "monitor alarm long-queue in state ALARM triggered policy by-use",
      "monitor alarm long-queue in state ALARM triggered policy by-use",
    ]);
  });
});

describe("a scheduled action", () => {
  const put = (ScheduledActionName: string, Schedule: string, more: object) =>
    scaling.send(new PutScheduledActionCommand({ ...reads, ScheduledActionName, Schedule, ...more }));
  const names = async () => {
    const { ScheduledActions } = await scaling.send(
      new DescribeScheduledActionsCommand({ ServiceNamespace: "dynamodb" }),
    );
    return ScheduledActions?.map(({ ScheduledActionName }) => ScheduledActionName);
  };

  it("gives its target other bounds at its times", async () => {
    await register(reads, 1, 10);
    await put("more", "rate(10 minutes)", { ScalableTargetAction: { MinCapacity: 8 } });
    cloud.cloud.advanceClock(600_000);
    await untilUnits({ read: 8, write: 5, indexWrite: 5 });
    await put("less", "rate(3 minutes)", { ScalableTargetAction: { MinCapacity: 1, MaxCapacity: 2 } });
    cloud.cloud.advanceClock(180_000);
    await untilUnits({ read: 2, write: 5, indexWrite: 5 });

    const causes = (await activities()).map(({ Cause, Description }) => [Cause, Description]);
    expect(causes).toHaveLength(4);
    expect(causes).toEqual(
      expect.arrayContaining([
        ["scheduled action name more was triggered", "Setting min capacity to 8 and max capacity to 10"],
        ["minimum capacity was set to 8", "Setting read capacity units to 8."],
        ["scheduled action name less was triggered", "Setting min capacity to 1 and max capacity to 2"],
        ["maximum capacity was set to 2", "Setting read capacity units to 2."],
      ]),
    );
  });

  it("is listed until it is deleted, or its target is", async () => {
    await register(reads, 1, 10);
    const at = { Timezone: "Europe/Berlin", ScalableTargetAction: { MaxCapacity: 4 } };
    await put("night", "cron(0 22 * * ? *)", { ...at, StartTime: new Date("2030-01-01T00:00:00Z") });
    await put("once", "at(2031-12-24T18:00:00)", at);
    const { ScheduledActions } = await scaling.send(
      new DescribeScheduledActionsCommand({ ServiceNamespace: "dynamodb", ScheduledActionNames: ["night"] }),
    );

    expect(ScheduledActions).toMatchObject([
      { ...reads, ...at, ScheduledActionName: "night", StartTime: new Date("2030-01-01T00:00:00Z") },
    ]);
    expect(await names()).toEqual(["night", "once"]);
    await scaling.send(new DeleteScheduledActionCommand({ ...reads, ScheduledActionName: "once" }));
    expect(await names()).toEqual(["night"]);
    await expect(
      scaling.send(new DeleteScheduledActionCommand({ ...reads, ScheduledActionName: "once" })),
    ).rejects.toMatchObject({ name: "ObjectNotFoundException" });
    await scaling.send(new DeregisterScalableTargetCommand(reads));
    expect(await names()).toEqual([]);
  });

  it("is refused where nothing would ever happen", async () => {
    const more = { ScalableTargetAction: { MinCapacity: 8 } };
    await expect(put("a", "rate(1 minute)", more)).rejects.toMatchObject({ name: "ObjectNotFoundException" });
    await register(reads, 1, 10);

    await expect(put("a", "every minute", more)).rejects.toMatchObject({ name: "ValidationException" });
    await expect(put("a", "rate(1 minute)", {})).rejects.toMatchObject({ name: "ValidationException" });
    const zone = { ...more, Timezone: "Europe/Nowhere" };
    await expect(put("a", "rate(1 minute)", zone)).rejects.toMatchObject({ name: "ValidationException" });
  });
});
