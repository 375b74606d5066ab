import type { Scope } from "../../../kernel/operation.ts";
import { notFound } from "../errors.ts";
import type { LogsOperation } from "../shapes.ts";
import { mustBeJson } from "./resource-policies.ts";
import type { Destination } from "./settings.ts";

const arnOf = ({ account, region }: Scope, name: string): string =>
  `arn:aws:logs:${region}:${account}:destination:${name}`;

const outputOf = (scope: Scope, { input, accessPolicy, createdAt }: Destination) => ({
  destinationName: input.destinationName,
  targetArn: input.targetArn,
  roleArn: input.roleArn,
  ...(accessPolicy === undefined ? {} : { accessPolicy }),
  arn: arnOf(scope, input.destinationName),
  creationTime: createdAt,
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDestination.html */
export const putDestination: LogsOperation<"PutDestination"> = {
  access: (input, scope) => [
    { action: "logs:PutDestination", resource: arnOf(scope, input.destinationName) },
    { action: "iam:PassRole", resource: input.roleArn, context: { "iam:PassedToService": "logs.amazonaws.com" } },
  ],

  run({ store, clock, account, region }, input) {
    const before = store.settings.destinations.get(input.destinationName);
    const destination = { ...before, input, createdAt: before?.createdAt ?? clock.now() };

    store.settings.destinations.put(input.destinationName, destination);
    const { accessPolicy: _, ...output } = outputOf({ account, region }, destination);
    if (input.tags !== undefined) store.settings.putTags(output.arn, input.tags);
    return { destination: output };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDestinationPolicy.html */
export const putDestinationPolicy: LogsOperation<"PutDestinationPolicy"> = {
  access: (input, scope) => ({ action: "logs:PutDestinationPolicy", resource: arnOf(scope, input.destinationName) }),

  run({ store }, { destinationName, accessPolicy }) {
    const destination = store.settings.destinations.get(destinationName);
    if (destination === undefined) throw notFound("The specified destination does not exist.");
    mustBeJson(accessPolicy);

    store.settings.destinations.put(destinationName, { ...destination, accessPolicy });
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeDestinations.html */
export const describeDestinations: LogsOperation<"DescribeDestinations"> = {
  access: (_, scope) => ({ action: "logs:DescribeDestinations", resource: arnOf(scope, "*") }),

  run({ store, account, region }, { DestinationNamePrefix = "" }) {
    const found = [...store.settings.destinations.list({ startingWith: DestinationNamePrefix })];
    return { destinations: found.map((destination) => outputOf({ account, region }, destination)) };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteDestination.html */
export const deleteDestination: LogsOperation<"DeleteDestination"> = {
  access: (input, scope) => ({ action: "logs:DeleteDestination", resource: arnOf(scope, input.destinationName) }),

  run({ store, account, region }, { destinationName }) {
    if (!store.settings.destinations.delete(destinationName)) {
      throw notFound("The specified destination does not exist.");
    }
    store.settings.putTags(arnOf({ account, region }, destinationName), undefined);
  },
};
