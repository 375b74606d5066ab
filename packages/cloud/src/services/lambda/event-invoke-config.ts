import type { DestinationConfig, FunctionEventInvokeConfig } from "@aws-sdk/client-lambda";
import { parseArn } from "@millrace/core";
import type { Scope } from "../../kernel/operation.ts";
import { invalidParameter } from "./errors.ts";
import { type EventInvokeConfig, functionArn, latest } from "./model.ts";
import type { LambdaStore } from "./store.ts";

export const describeEventInvokeConfig = (scope: Scope, config: EventInvokeConfig): FunctionEventInvokeConfig => ({
  FunctionArn: functionArn(scope, config.functionName, config.qualifier),
  LastModified: new Date(config.lastModifiedAt),
  ...(config.retryAttemptsMax === undefined ? {} : { MaximumRetryAttempts: config.retryAttemptsMax }),
  ...(config.eventAgeSecondsMax === undefined ? {} : { MaximumEventAgeInSeconds: config.eventAgeSecondsMax }),
  DestinationConfig: {
    OnSuccess: config.onSuccessArn === undefined ? {} : { Destination: config.onSuccessArn },
    OnFailure: config.onFailureArn === undefined ? {} : { Destination: config.onFailureArn },
  },
});

const kinds = new Set(["sqs", "sns", "lambda", "events", "s3"]);

/** Throws unless both destinations are of a kind that events can be sent to, and not the function itself. */
export function checkDestinations(store: LambdaStore, arn: string, { OnSuccess, OnFailure }: DestinationConfig): void {
  for (const [name, destination] of [
    ["OnSuccess", OnSuccess?.Destination],
    ["OnFailure", OnFailure?.Destination],
  ] as const) {
    if (destination === undefined || destination === "") continue;
    const service = parseArn(destination)?.service ?? "";
    if (!kinds.has(service) || (service === "s3" && name === "OnSuccess")) {
      throw invalidParameter(
        `The provided destination config DestinationConfig(onSuccess=${shown("OnSuccess", OnSuccess)}, onFailure=${shown("OnFailure", OnFailure)}) is invalid.`,
      );
    }
    if (destination === arn) {
      throw invalidParameter("You can't specify the function as a destination for itself.");
    }
    if (service === "lambda") checkFunction(store, destination);
  }
}

function checkFunction(store: LambdaStore, destination: string): void {
  const [, , , , , , name = "", qualifier] = destination.split(":");
  if (store.findTarget(name, qualifier) === undefined)
    throw invalidParameter(`The destination ARN ${destination} is invalid.`);
}

const shown = (name: string, one: { readonly Destination?: string | undefined } | undefined): string =>
  one === undefined ? "null" : `${name}(destination=${one.Destination ?? "null"})`;

export const eventInvokeQualifier = (qualifier: string | undefined): string => qualifier ?? latest;
