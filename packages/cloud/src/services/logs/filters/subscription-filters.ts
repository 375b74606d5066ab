import { parseArn } from "@millrace/core";
import { AwsError } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { pageOf } from "../../../kernel/paging.ts";
import { optionsFor } from "../../../targets/send.ts";
import { invalidParameter, limitExceeded, notFound } from "../errors.ts";
import { asGroup, controlMessage, sendMessage, targetOf } from "../intake/destination.ts";
import type { SubscriptionFilter } from "../intake/filter.ts";
import { groupResource } from "../model.ts";
import { compilePattern } from "../patterns/compile-pattern.ts";
import type { LogsOperation } from "../shapes.ts";
import type { LogsStore } from "../store.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const filtersMax = 2;
const pageDefault = 50;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html */
export const putSubscriptionFilter: LogsOperation<"PutSubscriptionFilter"> = {
  access: (input, scope) => [
    { action: "logs:PutSubscriptionFilter", resource: groupResource(scope, input.logGroupName) },
    ...(input.roleArn === undefined
      ? []
      : [
          { action: "iam:PassRole", resource: input.roleArn, context: { "iam:PassedToService": "logs.amazonaws.com" } },
        ]),
  ],

  async run(call, input) {
    const { store, clock } = call;
    const { name } = store.group(input.logGroupName);
    compilePattern(input.filterPattern);
    checkRoom(store, name, input.filterName);
    await checkDestination(call, name, input);
    // While the destination was asked the group may have gone, and another filter may have come.
    store.group(name);
    checkRoom(store, name, input.filterName);
    const before = store.subscriptionFilters.get([name, input.filterName]);

    store.subscriptionFilters.put([name, input.filterName], { ...input, createdAt: before?.createdAt ?? clock.now() });
  },
};

function checkRoom(store: LogsStore, group: string, filter: string): void {
  const isNew = !store.subscriptionFilters.has([group, filter]);
  if (isNew && [...store.subscriptionFilters.list({ under: group })].length >= filtersMax) throw limitExceeded();
}

type Input = Parameters<typeof putSubscriptionFilter.run>[1];

async function checkDestination(call: Call<LogsStore>, group: string, input: Input): Promise<void> {
  const arn = input.destinationArn;
  const { service, resource = "" } = parseArn(arn) ?? {};
  if (service === "lambda") return checkFunction(call, group, arn);
  if (service === "kinesis") return checkStream(call, input);
  if (service === "firehose") {
    throw invalidParameter(
      "Could not deliver test message to specified Firehose stream. Check if the given Firehose stream is in ACTIVE state.",
    );
  }
  if (service === "logs") {
    if (call.store.settings.destinations.has(resource.replace(/^destination:/, ""))) return;
    throw notFound("The specified destination does not exist.");
  }
  throw invalidParameter(
    `PutSubscriptionFilter operation cannot work with destinationArn for vendor ${service ?? arn}`,
  );
}

/** As AWS does: a first message tries whether the stream takes them. */
async function checkStream(call: Call<LogsStore>, input: Input): Promise<void> {
  const target = targetOf(call, input);
  try {
    if (target !== undefined) await sendMessage(call, target, controlMessage(call.clock.now()));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalidParameter(
      "Could not deliver test message to specified Kinesis stream. Check if the given kinesis stream is in ACTIVE state. ",
    );
  }
}

/** As AWS does: whether the function may be called is tried out. */
async function checkFunction(call: Call<LogsStore>, group: string, arn: string): Promise<void> {
  try {
    const input = { FunctionName: arn, InvocationType: "DryRun" as const };
    await call.aws.call("lambda", "Invoke", input, optionsFor({ arn, principal: asGroup(call, group) }));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalidParameter(
      "Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.",
    );
  }
}

const outputOf = ({ createdAt, ...filter }: SubscriptionFilter) => ({
  filterName: filter.filterName,
  logGroupName: filter.logGroupName,
  filterPattern: filter.filterPattern,
  destinationArn: filter.destinationArn,
  ...(filter.roleArn === undefined ? {} : { roleArn: filter.roleArn }),
  distribution: filter.distribution ?? ("ByLogStream" as const),
  applyOnTransformedLogs: filter.applyOnTransformedLogs ?? false,
  creationTime: createdAt,
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeSubscriptionFilters.html */
export const describeSubscriptionFilters: LogsOperation<"DescribeSubscriptionFilters"> = {
  access: (input, scope) => ({
    action: "logs:DescribeSubscriptionFilters",
    resource: groupResource(scope, input.logGroupName),
  }),

  run({ store }, { logGroupName, filterNamePrefix = "", nextToken, limit = pageDefault }) {
    const { name } = store.group(logGroupName);
    const found = [...store.subscriptionFilters.list({ under: name, startingWith: filterNamePrefix })];
    const { items, next } = pageOf(found, { token: nextToken, max: limit, idOf: ({ filterName }) => filterName });

    return { subscriptionFilters: items.map(outputOf), ...(next === undefined ? {} : { nextToken: next }) };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteSubscriptionFilter.html */
export const deleteSubscriptionFilter: LogsOperation<"DeleteSubscriptionFilter"> = {
  access: (input, scope) => ({
    action: "logs:DeleteSubscriptionFilter",
    resource: groupResource(scope, input.logGroupName),
  }),

  run({ store }, { logGroupName, filterName }) {
    const { name } = store.group(logGroupName);
    if (!store.subscriptionFilters.delete([name, filterName])) {
      throw notFound("The specified subscription filter does not exist.");
    }
  },
};
