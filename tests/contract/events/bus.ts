import {
  CreateEventBusCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { Clients } from "../../support/cloud.ts";

export const source = "shop";

/** Lets EventBridge send to a queue. */
export async function letIn({ sqs }: Clients, queue: { readonly url: string; readonly arn: string }): Promise<void> {
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: queue.arn,
      },
    ],
  });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: { Policy } }));
}

/** A role for a service, with one right on everything. */
export async function createServiceRole(
  { iam }: Clients,
  RoleName: string,
  service: string,
  actions: readonly string[],
) {
  const trust = { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const rights = { Effect: "Allow", Action: actions, Resource: "*" };
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [rights] });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "rights", PolicyDocument }));
  return Role?.Arn ?? "";
}

export interface RuleOptions {
  readonly name: string;
  readonly bus?: string;
  readonly pattern?: object;
  readonly targets: Target[];
}

export async function createRule(
  { events }: Clients,
  { name, bus, pattern = { source: [source] }, targets }: RuleOptions,
) {
  const EventBusName = bus === undefined ? {} : { EventBusName: bus };
  const EventPattern = JSON.stringify(pattern);
  const { RuleArn = "" } = await events.send(new PutRuleCommand({ Name: name, EventPattern, ...EventBusName }));
  await events.send(new PutTargetsCommand({ Rule: name, Targets: targets, ...EventBusName }));
  return RuleArn;
}

export async function createBus({ events }: Clients, Name: string): Promise<string> {
  return (await events.send(new CreateEventBusCommand({ Name }))).EventBusArn ?? "";
}

export const putEvent = ({ events }: Clients, detail: object, bus?: string) =>
  events.send(
    new PutEventsCommand({
      Entries: [
        {
          Source: source,
          DetailType: "order",
          Detail: JSON.stringify(detail),
          ...(bus === undefined ? {} : { EventBusName: bus }),
        },
      ],
    }),
  );
