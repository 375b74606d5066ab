import { nextTime, readCronExpression, readRate } from "../../../schedules/schedule-expression.ts";
import { invalidParameter } from "../errors.ts";
import type { Rotation } from "../model.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** When a secret rotates next by its rules; never when they name no time. */
export function nextRotation({ days, schedule }: Rotation["rules"], after: number): number | undefined {
  if (days !== undefined) return after + days * dayMs;
  if (schedule === undefined) return undefined;
  const expression = readCronExpression(schedule) ?? readRate(schedule, { isStrict: false });
  if (expression === undefined) throw invalidParameter("The rotation schedule expression is not valid.");
  return nextTime(expression, { after, startAt: after });
}
