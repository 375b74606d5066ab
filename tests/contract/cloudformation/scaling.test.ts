import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  DescribeScheduledActionsCommand,
} from "@aws-sdk/client-application-auto-scaling";
import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientConfig, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createStack, deleteStack, updateStack } from "../../support/stacks.ts";

let cloud: TestCloud;
let scaling: ApplicationAutoScalingClient;

beforeAll(async () => {
  cloud = await startTestCloud();
  scaling = new ApplicationAutoScalingClient(clientConfig(cloud.cloud.endpoint));
});
afterAll(async () => {
  scaling.destroy();
  await cloud.stop();
});

const action = (ScheduledActionName: string, MaxCapacity: number) => ({
  ScheduledActionName,
  Schedule: "cron(0 22 * * ? *)",
  StartTime: "2030-01-01T00:00:00Z",
  ScalableTargetAction: { MaxCapacity },
});

const template = (ScheduledActions: readonly object[]) => ({
  Resources: {
    Table: {
      Type: "AWS::DynamoDB::Table",
      Properties: {
        TableName: "orders",
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
      },
    },
    Target: {
      Type: "AWS::ApplicationAutoScaling::ScalableTarget",
      Properties: {
        MinCapacity: 1,
        MaxCapacity: 9,
        ResourceId: { "Fn::Sub": "table/${Table}" },
        ScalableDimension: "dynamodb:table:ReadCapacityUnits",
        ServiceNamespace: "dynamodb",
        ScheduledActions,
      },
    },
    Policy: {
      Type: "AWS::ApplicationAutoScaling::ScalingPolicy",
      Properties: {
        PolicyName: "by-use",
        PolicyType: "TargetTrackingScaling",
        ScalingTargetId: { Ref: "Target" },
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 70,
          PredefinedMetricSpecification: { PredefinedMetricType: "DynamoDBReadCapacityUtilization" },
        },
      },
    },
  },
});

async function scheduled() {
  const { ScheduledActions } = await scaling.send(
    new DescribeScheduledActionsCommand({ ServiceNamespace: "dynamodb" }),
  );
  return ScheduledActions?.map(({ ScheduledActionName, StartTime, ScalableTargetAction }) => [
    ScheduledActionName,
    StartTime?.toISOString(),
    ScalableTargetAction?.MaxCapacity,
  ]);
}

const alarmNames = async () =>
  (await cloud.cloudwatch.send(new DescribeAlarmsCommand({}))).MetricAlarms?.map(({ AlarmName }) => AlarmName);

describe("a stack that scales a table", () => {
  it("keeps the scheduled actions that its template names, and takes everything with it", async () => {
    const { StackId = "" } = await createStack(
      cloud.cloudformation,
      "scaling",
      template([action("night", 2), action("noon", 8)]),
    );
    const made = await scheduled();
    const alarms = await alarmNames();
    await updateStack(cloud.cloudformation, StackId, template([action("noon", 7)]));
    const changed = await scheduled();
    await deleteStack(cloud.cloudformation, StackId);
    const { ScalableTargets } = await scaling.send(
      new DescribeScalableTargetsCommand({ ServiceNamespace: "dynamodb" }),
    );

    const start = "2030-01-01T00:00:00.000Z";
    expect(made).toEqual([
      ["night", start, 2],
      ["noon", start, 8],
    ]);
    expect(alarms).toHaveLength(4);
    expect(changed).toEqual([["noon", start, 7]]);
    expect(ScalableTargets).toEqual([]);
    expect(await alarmNames()).toEqual([]);
  });
});
