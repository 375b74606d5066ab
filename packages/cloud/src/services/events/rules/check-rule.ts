import { PatternProblem, readEventPattern } from "../../../patterns/event-pattern.ts";
import { combinations } from "../../../patterns/pattern-automaton.ts";
import { invalidPattern, validation } from "../errors.ts";
import { defaultBus } from "../model.ts";
import { readSchedule } from "./run-schedule.ts";

interface When {
  readonly EventPattern?: string | undefined;
  readonly ScheduleExpression?: string | undefined;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const patternBytesMax = 4096;

/** A rule waits for events, for times, or for both. */
export function checkRule({ EventPattern, ScheduleExpression }: When, busName: string): void {
  if (!EventPattern && !ScheduleExpression) {
    throw validation("Parameter(s) EventPattern or ScheduleExpression must be specified.");
  }
  if (EventPattern) checkPattern(EventPattern);
  if (!ScheduleExpression) return;
  if (busName !== defaultBus) throw validation("ScheduleExpression is supported only on the default event bus.");
  readSchedule(ScheduleExpression);
}

/** Throws InvalidEventPatternException. */
export function checkPattern(text: string): void {
  if (Buffer.byteLength(text) > patternBytesMax) {
    throw validation("Parameter EventPattern is not valid. Reason: Event pattern is too large.");
  }
  try {
    combinations(readEventPattern(text));
  } catch (error) {
    if (error instanceof PatternProblem) throw invalidPattern(error.reason(text));
    if (error instanceof RangeError) throw invalidPattern(error.message);
    throw error;
  }
}
