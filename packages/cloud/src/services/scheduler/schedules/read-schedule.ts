import { parseArn } from "@millrace/core";
import {
  readAt,
  readCronExpression,
  readRate,
  type ScheduleExpression,
} from "../../../schedules/schedule-expression.ts";
import { isTimeZone } from "../../../schedules/time-zone.ts";
import { validation } from "../errors.ts";
import { defaultGroup, type Schedule } from "../model.ts";
import type { Shapes } from "../shapes.ts";

type Input = Shapes["CreateSchedule"]["input"];

/** Throws ValidationException for what is no schedule. */
export function readExpression(text: string): ScheduleExpression {
  const expression = readAt(text) ?? readRate(text, { isStrict: false }) ?? readCronExpression(text);
  if (expression === undefined) throw validation(`Invalid Schedule Expression ${text}.`);
  return expression;
}

/** What a client wants of a schedule, checked. Throws ValidationException. */
export function readSchedule(input: Input, now: number): Omit<Schedule, "createdAt" | "revision"> {
  const { ScheduleExpression = "", ScheduleExpressionTimezone = "UTC", StartDate, EndDate, Target } = input;
  readExpression(ScheduleExpression);
  if (!isTimeZone(ScheduleExpressionTimezone)) {
    throw validation(`Invalid Schedule Expression Timezone ${ScheduleExpressionTimezone}.`);
  }
  checkDates(input, now);
  checkTarget(Target);
  return {
    name: input.Name ?? "",
    groupName: input.GroupName ?? defaultGroup,
    description: input.Description,
    expression: ScheduleExpression,
    timeZone: ScheduleExpressionTimezone,
    startAt: StartDate?.getTime(),
    endAt: EndDate?.getTime(),
    state: input.State ?? "ENABLED",
    kmsKeyArn: input.KmsKeyArn,
    target: Target ?? { Arn: undefined, RoleArn: undefined },
    windowMinutes: windowOf(input),
    actionAfterCompletion: input.ActionAfterCompletion ?? "NONE",
    modifiedAt: now,
  };
}

function windowOf({ FlexibleTimeWindow }: Input): number | undefined {
  const { Mode, MaximumWindowInMinutes } = FlexibleTimeWindow ?? {};
  if (Mode === "OFF" && MaximumWindowInMinutes !== undefined) {
    throw validation("MaximumWindowInMinutes must not be set when FlexibleTimeWindow Mode is OFF.");
  }
  if (Mode === "FLEXIBLE" && MaximumWindowInMinutes === undefined) {
    throw validation("MaximumWindowInMinutes must be set when FlexibleTimeWindow Mode is FLEXIBLE.");
  }
  return MaximumWindowInMinutes;
}

function checkDates({ StartDate, EndDate }: Input, now: number): void {
  if (StartDate !== undefined && EndDate !== undefined && StartDate >= EndDate) {
    throw validation("The StartDate must come before the EndDate.");
  }
  if (EndDate !== undefined && EndDate.getTime() <= now) {
    throw validation("The EndDate you specify must be in the future.");
  }
}

function checkTarget(target: Input["Target"]): void {
  const { Arn = "", RoleArn = "", Input: text, SqsParameters, EventBridgeParameters } = target ?? {};
  const arn = parseArn(Arn);
  if (arn === undefined) throw validation("Provided Arn is not in correct format.");
  if (parseArn(RoleArn)?.service !== "iam") throw validation("Provided RoleArn is not in correct format.");
  if (SqsParameters !== undefined && arn.service !== "sqs") {
    throw validation("SqsParameters can only be set for SQS targets.");
  }
  if (arn.service === "sqs" && arn.resource.endsWith(".fifo") && SqsParameters?.MessageGroupId === undefined) {
    throw validation("MessageGroupId must be specified for FIFO queues.");
  }
  if (arn.service === "events" && EventBridgeParameters === undefined) {
    throw validation("EventBridgeParameters must be specified for EventBridge targets.");
  }
  const isUniversal = arn.service === "scheduler" && arn.resource.startsWith("aws-sdk:");
  if ((isUniversal || arn.service === "states") && text !== undefined && !isJson(text)) {
    throw validation("Provided Input is not valid JSON.");
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
