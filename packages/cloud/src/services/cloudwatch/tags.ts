import type { Tag } from "@aws-sdk/client-cloudwatch";
import type { Access } from "../../kernel/operation.ts";
import { noSuchResource, validationError } from "./errors.ts";
import type { CloudWatchOperation } from "./shapes.ts";
import type { CloudWatchStore } from "./store.ts";

const tagsMax = 50;

export const tagsOf = (tags: readonly Tag[] = []): Record<string, string> =>
  Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));

const on =
  (action: string) =>
  (input: { readonly ResourceARN: string }): Access => ({
    action: `cloudwatch:${action}`,
    resource: input.ResourceARN,
  });

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_TagResource.html */
export const tagResource: CloudWatchOperation<"TagResource"> = {
  access: on("TagResource"),

  run({ store }, { ResourceARN, Tags }) {
    mustExist(store, ResourceARN);
    const tags = { ...store.tags(ResourceARN), ...tagsOf(Tags) };
    if (Object.keys(tags).length > tagsMax) throw validationError(`A resource cannot have more than ${tagsMax} tags.`);

    store.putTags(ResourceARN, tags);
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_UntagResource.html */
export const untagResource: CloudWatchOperation<"UntagResource"> = {
  access: on("UntagResource"),

  run({ store }, { ResourceARN, TagKeys }) {
    mustExist(store, ResourceARN);
    const left = Object.entries(store.tags(ResourceARN)).filter(([key]) => !TagKeys.includes(key));

    store.putTags(ResourceARN, Object.fromEntries(left));
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: CloudWatchOperation<"ListTagsForResource"> = {
  access: on("ListTagsForResource"),

  run({ store }, { ResourceARN }) {
    mustExist(store, ResourceARN);
    return { Tags: Object.entries(store.tags(ResourceARN)).map(([Key, Value]) => ({ Key, Value })) };
  },
};

function mustExist(store: CloudWatchStore, arn: string): void {
  const [, kind, name = ""] = /:(alarm|insight-rule|metric-stream|dashboard)[:/](.+)$/.exec(arn) ?? [];
  const isThere =
    kind === "alarm"
      ? store.findAlarm(name) !== undefined
      : kind === "insight-rule"
        ? store.insightRules.has(name)
        : kind === "metric-stream"
          ? store.metricStreams.has(name)
          : store.dashboards.has(name);
  if (!isThere) throw noSuchResource(`Unknown resource ${arn}`);
}
