import { noEventInvokeConfig } from "../errors.ts";
import { checkDestinations, describeEventInvokeConfig, eventInvokeQualifier } from "../event-invoke-config.ts";
import { onQualified, readFunctionName } from "../function-name.ts";
import { functionArn } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionEventInvokeConfig.html */
export const updateFunctionEventInvokeConfig: LambdaOperation<"UpdateFunctionEventInvokeConfig"> = {
  access: onQualified("UpdateFunctionEventInvokeConfig"),

  run(call, input) {
    const { store, clock } = call;
    const { name, qualifier: given } = readFunctionName(input.FunctionName, input.Qualifier);
    const qualifier = eventInvokeQualifier(given);
    const before = store.eventInvokeConfig(name, qualifier);
    if (before === undefined) throw noEventInvokeConfig(functionArn(call, name, qualifier));
    const { OnSuccess, OnFailure } = input.DestinationConfig ?? {};
    checkDestinations(store, functionArn(call, name, given), input.DestinationConfig ?? {});

    const config = {
      ...before,
      retryAttemptsMax: input.MaximumRetryAttempts ?? before.retryAttemptsMax,
      eventAgeSecondsMax: input.MaximumEventAgeInSeconds ?? before.eventAgeSecondsMax,
      onSuccessArn: OnSuccess === undefined ? before.onSuccessArn : OnSuccess.Destination || undefined,
      onFailureArn: OnFailure === undefined ? before.onFailureArn : OnFailure.Destination || undefined,
      lastModifiedAt: clock.now(),
    };
    store.putEventInvokeConfig(config);

    return describeEventInvokeConfig(call, config);
  },
};
