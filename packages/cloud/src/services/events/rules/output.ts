import type { Scope } from "../../../kernel/operation.ts";
import { type Rule, ruleArn } from "../model.ts";

export function ruleOutput(scope: Scope, rule: Rule) {
  const { description, eventPattern, scheduleExpression, roleArn, managedBy } = rule;
  return {
    Name: rule.name,
    Arn: ruleArn(scope, rule),
    State: rule.state,
    EventBusName: rule.busName,
    ...(eventPattern === undefined ? {} : { EventPattern: eventPattern }),
    ...(description === undefined ? {} : { Description: description }),
    ...(scheduleExpression === undefined ? {} : { ScheduleExpression: scheduleExpression }),
    ...(roleArn === undefined ? {} : { RoleArn: roleArn }),
    ...(managedBy === undefined ? {} : { ManagedBy: managedBy }),
  };
}
