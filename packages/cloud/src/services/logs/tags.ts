import type { Access, Scope } from "../../kernel/operation.ts";
import { notFound } from "./errors.ts";
import { groupResource, readGroupName } from "./model.ts";
import type { LogsOperation } from "./shapes.ts";
import type { LogsStore } from "./store.ts";

type Tags = Readonly<Record<string, string>>;

const on =
  (action: string) =>
  (input: { readonly resourceArn: string }): Access => ({ action: `logs:${action}`, resource: input.resourceArn });

const onGroup =
  (action: string) =>
  (input: { readonly logGroupName: string }, scope: Scope): Access => ({
    action: `logs:${action}`,
    resource: groupResource(scope, input.logGroupName),
  });

const isGroup = (arn: string): boolean => !arn.startsWith("arn:") || arn.includes(":log-group:");

function read(store: LogsStore, arn: string): Tags {
  if (isGroup(arn)) return store.group(readGroupName(undefined, arn)).tags;
  const tags = store.settings.tags(arn);
  if (tags === undefined) throw notFound("The specified resource does not exist.");
  return tags;
}

function change(store: LogsStore, arn: string, tags: Tags): void {
  if (isGroup(arn)) store.putGroup({ ...store.group(readGroupName(undefined, arn)), tags });
  else store.settings.putTags(arn, tags);
}

const without = (tags: Tags, keys: readonly string[]): Tags =>
  Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html */
export const tagResource: LogsOperation<"TagResource"> = {
  access: on("TagResource"),

  run({ store }, { resourceArn, tags }) {
    const before = isGroup(resourceArn) ? read(store, resourceArn) : store.settings.tags(resourceArn);
    change(store, resourceArn, { ...before, ...tags });
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagResource.html */
export const untagResource: LogsOperation<"UntagResource"> = {
  access: on("UntagResource"),
  run: ({ store }, { resourceArn, tagKeys }) => change(store, resourceArn, without(read(store, resourceArn), tagKeys)),
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: LogsOperation<"ListTagsForResource"> = {
  access: on("ListTagsForResource"),
  run: ({ store }, { resourceArn }) => ({ tags: { ...read(store, resourceArn) } }),
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagLogGroup.html */
export const tagLogGroup: LogsOperation<"TagLogGroup"> = {
  access: onGroup("TagLogGroup"),

  run({ store }, { logGroupName, tags }) {
    const group = store.group(logGroupName);
    store.putGroup({ ...group, tags: { ...group.tags, ...tags } });
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagLogGroup.html */
export const untagLogGroup: LogsOperation<"UntagLogGroup"> = {
  access: onGroup("UntagLogGroup"),

  run({ store }, { logGroupName, tags }) {
    const group = store.group(logGroupName);
    store.putGroup({ ...group, tags: without(group.tags, tags) });
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsLogGroup.html */
export const listTagsLogGroup: LogsOperation<"ListTagsLogGroup"> = {
  access: onGroup("ListTagsLogGroup"),
  run: ({ store }, { logGroupName }) => ({ tags: { ...store.group(logGroupName).tags } }),
};
