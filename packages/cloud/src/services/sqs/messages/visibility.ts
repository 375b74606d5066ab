import { invalidValue } from "../errors.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html */
const visibilitySecondsMax = 43_200;

export function checkVisibility(seconds: number | undefined): number {
  if (seconds === undefined || seconds < 0 || seconds > visibilitySecondsMax) {
    throw invalidValue(
      seconds ?? "null",
      "VisibilityTimeout",
      `VisibilityTimeout must be an integer between 0 and ${visibilitySecondsMax}`,
    );
  }
  return seconds;
}
