import type { FunctionEventInvokeConfig } from "@aws-sdk/client-lambda";
import type { EventInvokeConfig } from "./model.ts";

export const describeEventInvokeConfig = (arn: string, config: EventInvokeConfig): FunctionEventInvokeConfig => ({
  FunctionArn: `${arn}:$LATEST`,
  LastModified: new Date(config.lastModifiedAt),
  MaximumRetryAttempts: config.retryAttemptsMax,
  MaximumEventAgeInSeconds: config.eventAgeSecondsMax,
  DestinationConfig: { OnSuccess: {}, OnFailure: {} },
});
