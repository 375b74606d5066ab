import type { Scope } from "../../../kernel/operation.ts";
import { type Group, groupArn, type Schedule, scheduleArn } from "../model.ts";

export const scheduleSummary = (scope: Scope, schedule: Schedule) => ({
  Arn: scheduleArn(scope, schedule.groupName, schedule.name),
  Name: schedule.name,
  GroupName: schedule.groupName,
  State: schedule.state,
  CreationDate: new Date(schedule.createdAt),
  LastModificationDate: new Date(schedule.modifiedAt),
  Target: { Arn: schedule.target.Arn ?? "" },
});

export const scheduleOutput = (scope: Scope, schedule: Schedule) => ({
  ...scheduleSummary(scope, schedule),
  ...(schedule.description === undefined ? {} : { Description: schedule.description }),
  ScheduleExpression: schedule.expression,
  ScheduleExpressionTimezone: schedule.timeZone,
  ...(schedule.startAt === undefined ? {} : { StartDate: new Date(schedule.startAt) }),
  ...(schedule.endAt === undefined ? {} : { EndDate: new Date(schedule.endAt) }),
  ...(schedule.kmsKeyArn === undefined ? {} : { KmsKeyArn: schedule.kmsKeyArn }),
  ActionAfterCompletion: schedule.actionAfterCompletion,
  FlexibleTimeWindow:
    schedule.windowMinutes === undefined
      ? { Mode: "OFF" as const }
      : { Mode: "FLEXIBLE" as const, MaximumWindowInMinutes: schedule.windowMinutes },
  Target: {
    ...schedule.target,
    RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185, ...schedule.target.RetryPolicy },
  },
});

export const groupOutput = (scope: Scope, { name, state, createdAt, modifiedAt }: Group) => ({
  Arn: groupArn(scope, name),
  Name: name,
  State: state,
  CreationDate: new Date(createdAt),
  LastModificationDate: new Date(modifiedAt),
});
