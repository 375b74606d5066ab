import type { Permission, QueuePart, RulePart, TopicPart } from "@millrace/plan";
import type { Expressing } from "../express.ts";
import { getAtt, type Resources, ref, type Value } from "../template.ts";
import { roleResource } from "./compute.ts";

const secondsPerDay = 86_400;

export function queueResources(queue: QueuePart, write: Expressing): Resources {
  const { id, deadLetters, senders } = queue;
  return {
    [id]: {
      Type: "AWS::SQS::Queue",
      Properties: {
        QueueName: write.text(queue.name),
        SqsManagedSseEnabled: true,
        VisibilityTimeout: queue.visibilitySeconds,
        MessageRetentionPeriod: queue.retentionDays * secondsPerDay,
        ...(deadLetters === undefined
          ? {}
          : {
              RedrivePolicy: {
                deadLetterTargetArn: write.attribute(deadLetters.queue.part, deadLetters.queue.attribute),
                maxReceiveCount: deadLetters.receivesMax,
              },
            }),
      },
    },
    ...(senders.length === 0
      ? {}
      : {
          [`${id}Policy`]: {
            Type: "AWS::SQS::QueuePolicy",
            Properties: {
              Queues: [ref(id)],
              PolicyDocument: resourcePolicy(senders, "sqs:SendMessage", getAtt(id, "Arn"), write),
            },
          },
        }),
  };
}

export function topicResources(topic: TopicPart, write: Expressing): Resources {
  const { id } = topic;
  const subscriptions = topic.subscriptions.map((one) => [
    one.id,
    {
      Type: "AWS::SNS::Subscription",
      Properties: {
        TopicArn: ref(id),
        Protocol: one.protocol,
        ...(one.protocol === "email"
          ? { Endpoint: one.address }
          : {
              Endpoint: write.attribute(one.queue.part, one.queue.attribute),
              RawMessageDelivery: true,
              FilterPolicy: one.filter,
            }),
      },
    },
  ]);
  return {
    [id]: { Type: "AWS::SNS::Topic", Properties: { TopicName: write.text(topic.name) } },
    ...(topic.publishers.length === 0
      ? {}
      : {
          [`${id}Policy`]: {
            Type: "AWS::SNS::TopicPolicy",
            Properties: {
              Topics: [ref(id)],
              PolicyDocument: resourcePolicy(topic.publishers, "sns:Publish", ref(id), write),
            },
          },
        }),
    ...Object.fromEntries(subscriptions),
  };
}

export function ruleResources(rule: RulePart, write: Expressing): Resources {
  const { id, when, target } = rule;
  const failures = write.attribute(rule.failures.part, rule.failures.attribute);
  const common = { Id: "target", Arn: write.attribute(target.part, "arn"), DeadLetterConfig: { Arn: failures } };
  const isFunction = target.kind === "function";
  const role = `${id}Role`;
  const start = {
    Sid: target.sid,
    Effect: "Allow",
    Action: "states:StartExecution",
    Resource: write.attribute(target.part, "arn"),
  };
  return {
    ...(isFunction ? {} : { [role]: roleResource(rule, write, "events.amazonaws.com", [start]) }),
    [id]: {
      Type: "AWS::Events::Rule",
      Properties: {
        Name: write.text(rule.name),
        Description: rule.says,
        ...("schedule" in when ? { ScheduleExpression: when.schedule } : { EventPattern: write.data(when.pattern) }),
        Targets: [isFunction ? common : { ...common, RoleArn: getAtt(role, "Arn") }],
      },
    },
    ...(isFunction
      ? {
          [`${id}StartsThe${target.part}`]: {
            Type: "AWS::Lambda::Permission",
            Properties: {
              FunctionName: write.attribute(target.part, "name"),
              Action: "lambda:InvokeFunction",
              Principal: "events.amazonaws.com",
              SourceArn: getAtt(id, "Arn"),
            },
          },
        }
      : {}),
  };
}

/** Lets services act on one resource, each on behalf of one source. */
const resourcePolicy = (
  permissions: readonly Permission[],
  action: string,
  resource: Value,
  write: Expressing,
): Value => ({
  Version: "2012-10-17",
  Statement: permissions.map(({ sid, service, source }) => ({
    Sid: sid,
    Effect: "Allow",
    Principal: { Service: service },
    Action: action,
    Resource: resource,
    Condition: { ArnLike: { "aws:SourceArn": write.text(source) } },
  })),
});
