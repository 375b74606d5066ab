import type { EventsOperation } from "../shapes.ts";
import { taggedOf } from "../tags.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: EventsOperation<"ListTagsForResource"> = {
  access: ({ ResourceARN = "" }) => ({ action: "events:ListTagsForResource", resource: ResourceARN }),

  run: ({ store }, { ResourceARN = "" }) => ({
    Tags: Object.entries(taggedOf(store, ResourceARN).tags).map(([Key, Value]) => ({ Key, Value })),
  }),
};
