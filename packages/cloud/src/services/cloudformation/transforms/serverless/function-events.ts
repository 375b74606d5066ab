import { isArray, isObject, type JsonObject } from "../../../../sdk-calls/json.ts";
import { toText } from "../../templates/text.ts";
import { addApiRoute, addHttpRoute } from "./apis.ts";
import { type Expansion, getAtt, objectOf, picked, ref } from "./expansion.ts";
import { invalidResource } from "./invalid-resource.ts";
import type { Event, Listener } from "./listener.ts";

type ExpandEvent = (expansion: Expansion, listener: Listener, event: Event) => void;

const mappingProperties = [
  ...[
    "BatchSize",
    "Enabled",
    "FilterCriteria",
    "FunctionResponseTypes",
    "MaximumBatchingWindowInSeconds",
    "StartingPosition",
  ],
  ...[
    "ScalingConfig",
    "BisectBatchOnFunctionError",
    "DestinationConfig",
    "MaximumRecordAgeInSeconds",
    "Queues",
    "Topics",
  ],
  ...["MaximumRetryAttempts", "ParallelizationFactor", "TumblingWindowInSeconds", "KmsKeyArn", "MetricsConfig"],
] as const;

const mapping =
  (source: string): ExpandEvent =>
  (expansion, { target, condition }, { id, properties }) =>
    expansion.add(id, {
      Type: "AWS::Lambda::EventSourceMapping",
      ...condition,
      Properties: {
        EventSourceArn: properties[source] ?? "",
        FunctionName: target,
        ...picked(properties, mappingProperties),
      },
    });

const rule =
  (pattern: (properties: JsonObject) => JsonObject): ExpandEvent =>
  (expansion, listener, { id, properties }) => {
    const state = properties["State"] ?? (properties["Enabled"] === false ? "DISABLED" : undefined);
    const target = {
      Id: `${id}LambdaTarget`,
      Arn: listener.target,
      ...picked(properties, ["Input", "InputPath", "InputTransformer", "RetryPolicy"]),
      ...(isObject(properties["DeadLetterConfig"])
        ? { DeadLetterConfig: picked(properties["DeadLetterConfig"], ["Arn"]) }
        : {}),
    };
    expansion.add(id, {
      Type: "AWS::Events::Rule",
      ...listener.condition,
      Properties: {
        ...pattern(properties),
        ...picked(properties, ["EventBusName", "Description", "Name", ["RuleName", "Name"]]),
        ...(state === undefined ? {} : { State: state }),
        Targets: [target],
      },
    });
    permit(expansion, listener, id, { Principal: "events.amazonaws.com", SourceArn: getAtt(id, "Arn") });
  };

const events: Readonly<Record<string, ExpandEvent>> = {
  Api: addApiRoute,
  HttpApi: addHttpRoute,
  SQS: mapping("Queue"),
  DynamoDB: mapping("Stream"),
  Kinesis: mapping("Stream"),
  Schedule: rule((properties) => picked(properties, [["Schedule", "ScheduleExpression"]])),
  EventBridgeRule: rule((properties) => picked(properties, [["Pattern", "EventPattern"]])),
  CloudWatchEvent: rule((properties) => picked(properties, [["Pattern", "EventPattern"]])),
  ScheduleV2: schedule,
  S3: bucketEvent,
  SNS: topicEvent,
  CloudWatchLogs(expansion, listener, { id, properties }) {
    const LogGroupName = properties["LogGroupName"] ?? "";
    const SourceArn = {
      "Fn::Sub": [
        "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${group}:*",
        { group: LogGroupName },
      ],
    };
    permit(expansion, listener, id, { Principal: "logs.amazonaws.com", SourceArn });
    expansion.add(id, {
      Type: "AWS::Logs::SubscriptionFilter",
      DependsOn: [`${id}Permission`],
      ...listener.condition,
      Properties: { LogGroupName, FilterPattern: properties["FilterPattern"] ?? "", DestinationArn: listener.target },
    });
  },
};

export function expandEvents(expansion: Expansion, listener: Listener, written: JsonObject): void {
  for (const [name, event] of Object.entries(written)) {
    const type = toText(objectOf(event)["Type"] ?? "");
    const expand = events[type];
    if (expand === undefined)
      throw invalidResource(`${listener.logicalId}${name}`, `Event type ${type} is not supported here.`);
    expand(expansion, listener, {
      id: `${listener.logicalId}${name}`,
      properties: objectOf(objectOf(event)["Properties"]),
    });
  }
}

/** Lets a service call the function. */
function permit(expansion: Expansion, { target, condition }: Listener, id: string, by: JsonObject): void {
  expansion.add(`${id}Permission`, {
    Type: "AWS::Lambda::Permission",
    ...condition,
    Properties: { Action: "lambda:InvokeFunction", FunctionName: target, ...by },
  });
}

function schedule(expansion: Expansion, { target, condition }: Listener, { id, properties }: Event): void {
  expansion.add(`${id}Role`, {
    Type: "AWS::IAM::Role",
    ...condition,
    Properties: {
      AssumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Principal: { Service: ["scheduler.amazonaws.com"] }, Action: ["sts:AssumeRole"] },
        ],
      },
      Policies: [
        {
          PolicyName: `${id}LambdaPolicy`,
          PolicyDocument: {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "lambda:InvokeFunction", Resource: target }],
          },
        },
      ],
    },
  });
  expansion.add(id, {
    Type: "AWS::Scheduler::Schedule",
    ...condition,
    Properties: {
      Name: properties["Name"] ?? id,
      FlexibleTimeWindow: { Mode: "OFF" },
      ...picked(properties, [
        "ScheduleExpression",
        "ScheduleExpressionTimezone",
        "FlexibleTimeWindow",
        "GroupName",
        "State",
      ]),
      ...picked(properties, ["StartDate", "EndDate", "Description", "KmsKeyArn"]),
      Target: { Arn: target, RoleArn: getAtt(`${id}Role`, "Arn"), ...picked(properties, ["Input", "RetryPolicy"]) },
    },
  });
}

/** A bucket of the same template tells the function itself, and waits for the permission. */
function bucketEvent(expansion: Expansion, listener: Listener, { id, properties }: Event): void {
  const name = toText(objectOf(properties["Bucket"])["Ref"] ?? "");
  const bucket = expansion.resource(name);
  if (bucket === undefined) throw invalidResource(id, "S3 events must reference an S3 bucket in the same template.");
  permit(expansion, listener, id, { Principal: "s3.amazonaws.com", SourceAccount: ref("AWS::AccountId") });
  const bucketProperties = objectOf(bucket["Properties"]);
  const notification = objectOf(bucketProperties["NotificationConfiguration"]);
  const told = notification["LambdaConfigurations"];
  const wanted = isArray(properties["Events"]) ? properties["Events"] : [properties["Events"] ?? "s3:ObjectCreated:*"];
  const added = wanted.map((Event) => ({ Event, Function: listener.target, ...picked(properties, ["Filter"]) }));
  const needs = bucket["DependsOn"] ?? [];
  expansion.add(name, {
    ...bucket,
    DependsOn: [...(isArray(needs) ? needs : [needs]), `${id}Permission`],
    Properties: {
      ...bucketProperties,
      NotificationConfiguration: { ...notification, LambdaConfigurations: [...(isArray(told) ? told : []), ...added] },
    },
  });
}

function topicEvent(expansion: Expansion, listener: Listener, { id, properties }: Event): void {
  const topic = properties["Topic"] ?? "";
  permit(expansion, listener, id, { Principal: "sns.amazonaws.com", SourceArn: topic });
  expansion.add(id, {
    Type: "AWS::SNS::Subscription",
    ...listener.condition,
    Properties: {
      TopicArn: topic,
      Protocol: "lambda",
      Endpoint: listener.target,
      ...picked(properties, ["FilterPolicy", "FilterPolicyScope", "RedrivePolicy", "Region"]),
    },
  });
}
