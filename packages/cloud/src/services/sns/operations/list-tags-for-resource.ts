import { noSuchResource } from "../errors.ts";
import { resourceOf } from "../model.ts";
import type { SnsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ListTagsForResource.html */
export const listTagsForResource: SnsOperation<"ListTagsForResource"> = {
  access: (input) => ({ action: "sns:ListTagsForResource", resource: resourceOf(input.ResourceArn) }),

  run({ store }, { ResourceArn = "" }) {
    const topic = store.findTopic(ResourceArn);
    if (topic === undefined) throw noSuchResource();
    return { Tags: Object.entries(topic.tags).map(([Key, Value]) => ({ Key, Value })) };
  },
};
