import { AwsError } from "@millrace/wire";

export const sessionTooLong = (): AwsError =>
  new AwsError("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.", {
    status: 400,
  });
