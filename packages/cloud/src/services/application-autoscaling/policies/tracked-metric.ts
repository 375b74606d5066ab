import type { Metric, MetricDataQuery, Dimension as MetricDimension } from "@aws-sdk/client-cloudwatch";
import type { Policy } from "../model.ts";
import { readTableId } from "../scaling/dynamodb.ts";
import { readFunctionId } from "../scaling/lambda.ts";

/** An alarm's metric in CloudWatch's words. */
export interface AlarmMetric extends Pick<Metric, "Namespace" | "MetricName"> {
  readonly Dimensions?: MetricDimension[];
  readonly Statistic?: "Sum" | "Average" | "Minimum" | "Maximum" | "SampleCount";
  readonly Unit?: never;
  readonly Period?: number;
  readonly Metrics?: MetricDataQuery[];
}

/** What an alarm of a policy watches, and from where on. */
export interface AlarmPlan {
  readonly kind: "AlarmHigh" | "AlarmLow" | "ProvisionedCapacityHigh" | "ProvisionedCapacityLow";
  readonly metric: AlarmMetric;
  readonly threshold: number;
  readonly periods: number;
}

/** What a target tracking policy keeps near its target value. */
export interface TrackedMetric {
  readonly alarmsAt: (capacity: number) => readonly AlarmPlan[];
  /** The capacity with which the metric would have its target value. */
  readonly wanted: (value: number, capacity: number) => number;
}

/** Below the target by so many percent, DynamoDB's capacity is taken back. */
const dynamodbSlackPercent = 20;
/** Others scale in below this part of the target. */
const slack = 0.9;
const minute = 60;

/** Undefined where nothing here sends the metric. */
export function trackedMetric({ input }: Policy): TrackedMetric | undefined {
  const { TargetTrackingScalingPolicyConfiguration: tracking, ResourceId } = input;
  const { TargetValue: target = 0, PredefinedMetricSpecification, CustomizedMetricSpecification } = tracking ?? {};
  if (CustomizedMetricSpecification !== undefined) {
    return proportional(customMetric(CustomizedMetricSpecification), target);
  }
  switch (PredefinedMetricSpecification?.PredefinedMetricType) {
    case "DynamoDBReadCapacityUtilization":
      return capacityUnits("ReadCapacityUnits", ResourceId, target);
    case "DynamoDBWriteCapacityUtilization":
      return capacityUnits("WriteCapacityUnits", ResourceId, target);
    case "LambdaProvisionedConcurrencyUtilization":
      return proportional(provisionedUse(ResourceId), target);
    default:
      return undefined;
  }
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html */
function capacityUnits(name: "ReadCapacityUnits" | "WriteCapacityUnits", id: string, target: number): TrackedMetric {
  const { table, index } = readTableId(id);
  const Dimensions = [
    { Name: "TableName", Value: table },
    ...(index === undefined ? [] : [{ Name: "GlobalSecondaryIndexName", Value: index }]),
  ];
  const consumed: AlarmMetric = {
    Namespace: "AWS/DynamoDB",
    MetricName: `Consumed${name}`,
    Dimensions,
    Statistic: "Sum",
    Period: minute,
  };
  const provisioned: AlarmMetric = {
    Namespace: "AWS/DynamoDB",
    MetricName: `Provisioned${name}`,
    Dimensions,
    Statistic: "Average",
    Period: 5 * minute,
  };
  const perMinute = (capacity: number, percent: number): number => (capacity * minute * percent) / 100;
  return {
    alarmsAt: (capacity) => [
      { kind: "AlarmHigh", metric: consumed, threshold: perMinute(capacity, target), periods: 2 },
      {
        kind: "AlarmLow",
        metric: consumed,
        threshold: perMinute(capacity, target - dynamodbSlackPercent),
        periods: 15,
      },
      { kind: "ProvisionedCapacityHigh", metric: provisioned, threshold: capacity, periods: 3 },
      { kind: "ProvisionedCapacityLow", metric: provisioned, threshold: capacity, periods: 3 },
    ],
    wanted: (value) => Math.ceil(value / perMinute(1, target)),
  };
}

/** A metric that halves when the capacity doubles. */
function proportional(metric: AlarmMetric, target: number): TrackedMetric {
  return {
    alarmsAt: () => [
      { kind: "AlarmHigh", metric, threshold: target, periods: 3 },
      { kind: "AlarmLow", metric, threshold: target * slack, periods: 15 },
    ],
    wanted: (value, capacity) => Math.ceil((capacity * value) / target),
  };
}

function provisionedUse(resourceId: string): AlarmMetric {
  const { FunctionName, Qualifier } = readFunctionId(resourceId);
  return {
    Namespace: "AWS/Lambda",
    MetricName: "ProvisionedConcurrencyUtilization",
    Dimensions: [
      { Name: "FunctionName", Value: FunctionName },
      { Name: "Resource", Value: `${FunctionName}:${Qualifier}` },
    ],
    Statistic: "Average",
    Period: minute,
  };
}

type Customized = NonNullable<
  NonNullable<Policy["input"]["TargetTrackingScalingPolicyConfiguration"]>["CustomizedMetricSpecification"]
>;

function customMetric({ Namespace, MetricName, Dimensions, Statistic, Metrics }: Customized): AlarmMetric {
  if (Metrics !== undefined) {
    return {
      Metrics: Metrics.map(({ MetricStat, ...query }) => ({
        ...query,
        ...(MetricStat === undefined ? {} : { MetricStat: { ...MetricStat, Period: minute } }),
      })) as MetricDataQuery[],
    };
  }
  return { Namespace, MetricName, Dimensions: Dimensions ?? [], Statistic: Statistic ?? "Average", Period: minute };
}
