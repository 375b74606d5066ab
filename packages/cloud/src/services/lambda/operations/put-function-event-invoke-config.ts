import { describeEventInvokeConfig } from "../event-invoke-config-output.ts";
import { readFunctionName } from "../function-name.ts";
import { functionArn } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
export const putFunctionEventInvokeConfig: LambdaOperation<"PutFunctionEventInvokeConfig"> = {
  access: (input, scope) => ({
    action: "lambda:PutFunctionEventInvokeConfig",
    resource: functionArn(scope, readFunctionName(input.FunctionName, input.Qualifier).name),
  }),

  run({ store, clock }, input) {
    const fn = store.function(input.FunctionName, input.Qualifier);

    const eventInvokeConfig = {
      retryAttemptsMax: input.MaximumRetryAttempts,
      eventAgeSecondsMax: input.MaximumEventAgeInSeconds,
      lastModifiedAt: clock.now(),
    };
    store.put({ ...fn, eventInvokeConfig });

    return describeEventInvokeConfig(fn.arn, eventInvokeConfig);
  },
};
