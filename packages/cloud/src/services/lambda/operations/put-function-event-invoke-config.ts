import { invalidParameter, notFound } from "../errors.ts";
import { checkDestinations, describeEventInvokeConfig, eventInvokeQualifier } from "../event-invoke-config.ts";
import { onQualified, readFunctionName } from "../function-name.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
export const putFunctionEventInvokeConfig: LambdaOperation<"PutFunctionEventInvokeConfig"> = {
  access: onQualified("PutFunctionEventInvokeConfig"),

  run(call, input) {
    const { store, clock } = call;
    const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = input;
    if ((MaximumRetryAttempts ?? MaximumEventAgeInSeconds ?? DestinationConfig) === undefined) {
      throw invalidParameter("You must specify at least one of error handling or destination setting.");
    }
    const named = readFunctionName(input.FunctionName, input.Qualifier);
    const target = store.findTarget(named.name, named.qualifier);
    if (target === undefined) throw notFound("The function doesn't exist.");
    const { fn, qualifier, arn } = target;
    checkDestinations(store, arn, DestinationConfig ?? {});

    const config = {
      functionName: fn.name,
      qualifier: eventInvokeQualifier(qualifier),
      retryAttemptsMax: MaximumRetryAttempts,
      eventAgeSecondsMax: MaximumEventAgeInSeconds,
      onSuccessArn: DestinationConfig?.OnSuccess?.Destination || undefined,
      onFailureArn: DestinationConfig?.OnFailure?.Destination || undefined,
      lastModifiedAt: clock.now(),
    };
    store.putEventInvokeConfig(config);

    return describeEventInvokeConfig(call, config);
  },
};
