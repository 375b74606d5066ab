import { metricStreamArn } from "../access.ts";
import { invalidCombination, noSuchResource } from "../errors.ts";
import type { MetricStream } from "../model.ts";
import { pageOfRecords } from "../records-page.ts";
import type { CloudWatchOperation } from "../shapes.ts";
import type { CloudWatchStore } from "../store.ts";
import { tagsOf } from "../tags.ts";

/** Kept and answered; nothing is streamed. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricStream.html */
export const putMetricStream: CloudWatchOperation<"PutMetricStream"> = {
  access: (input, scope) => [
    { action: "cloudwatch:PutMetricStream", resource: metricStreamArn(scope, input.Name) },
    {
      action: "iam:PassRole",
      resource: input.RoleArn,
      context: { "iam:PassedToService": "streams.metrics.cloudwatch.amazonaws.com" },
    },
  ],

  run({ store, clock, account, region }, { Tags, ...input }) {
    if (input.IncludeFilters !== undefined && input.ExcludeFilters !== undefined) {
      throw invalidCombination(
        "The parameters IncludeFilters and ExcludeFilters are mutually exclusive and you have specified both.",
      );
    }
    const now = clock.now();
    const before = store.metricStreams.get(input.Name);
    const Arn = metricStreamArn({ account, region }, input.Name);

    store.metricStreams.put(input.Name, {
      name: input.Name,
      input,
      state: before?.state ?? "running",
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
    });
    if (before === undefined && Tags !== undefined) store.putTags(Arn, tagsOf(Tags));
    return { Arn };
  },
};

const entryOf = (account: string, region: string, { name, input, state, createdAt, updatedAt }: MetricStream) => ({
  Arn: metricStreamArn({ account, region }, name),
  Name: name,
  FirehoseArn: input.FirehoseArn,
  State: state,
  OutputFormat: input.OutputFormat,
  CreationDate: new Date(createdAt),
  LastUpdateDate: new Date(updatedAt),
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStream.html */
export const getMetricStream: CloudWatchOperation<"GetMetricStream"> = {
  access: (input, scope) => ({ action: "cloudwatch:GetMetricStream", resource: metricStreamArn(scope, input.Name) }),

  run({ store, account, region }, { Name }) {
    const stream = found(store, Name);
    return {
      ...entryOf(account, region, stream),
      RoleArn: stream.input.RoleArn,
      IncludeFilters: stream.input.IncludeFilters ?? [],
      ExcludeFilters: stream.input.ExcludeFilters ?? [],
      StatisticsConfigurations: stream.input.StatisticsConfigurations ?? [],
      IncludeLinkedAccountsMetrics: stream.input.IncludeLinkedAccountsMetrics ?? false,
    };
  },
};

function found(store: CloudWatchStore, name: string): MetricStream {
  const stream = store.metricStreams.get(name);
  if (stream === undefined) throw noSuchResource(`Metric stream ${name} not found`);
  return stream;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetricStreams.html */
export const listMetricStreams: CloudWatchOperation<"ListMetricStreams"> = {
  access: (_, scope) => ({ action: "cloudwatch:ListMetricStreams", resource: metricStreamArn(scope, "*") }),

  run({ store, account, region }, { NextToken, MaxResults = 500 }) {
    const { items, next } = pageOfRecords([...store.metricStreams.list()], { token: NextToken, max: MaxResults });
    return {
      Entries: items.map((stream) => entryOf(account, region, stream)),
      ...(next === undefined ? {} : { NextToken: next }),
    };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteMetricStream.html */
export const deleteMetricStream: CloudWatchOperation<"DeleteMetricStream"> = {
  access: (input, scope) => ({ action: "cloudwatch:DeleteMetricStream", resource: metricStreamArn(scope, input.Name) }),

  run({ store, account, region }, { Name }) {
    store.metricStreams.delete(Name);
    store.putTags(metricStreamArn({ account, region }, Name), {});
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_StartMetricStreams.html */
export const startMetricStreams: CloudWatchOperation<"StartMetricStreams"> = {
  access: (input, scope) =>
    input.Names.map((name) => ({ action: "cloudwatch:StartMetricStreams", resource: metricStreamArn(scope, name) })),
  run: ({ store, clock }, { Names }) => setState(store, Names, "running", clock.now()),
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_StopMetricStreams.html */
export const stopMetricStreams: CloudWatchOperation<"StopMetricStreams"> = {
  access: (input, scope) =>
    input.Names.map((name) => ({ action: "cloudwatch:StopMetricStreams", resource: metricStreamArn(scope, name) })),
  run: ({ store, clock }, { Names }) => setState(store, Names, "stopped", clock.now()),
};

function setState(store: CloudWatchStore, names: readonly string[], state: MetricStream["state"], now: number): void {
  const streams = names.map((name) => found(store, name));
  for (const stream of streams) store.metricStreams.put(stream.name, { ...stream, state, updatedAt: now });
}
