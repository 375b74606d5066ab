import type { SchedulerOperation } from "../shapes.ts";
import { groupOf } from "../tags.ts";

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: SchedulerOperation<"ListTagsForResource"> = {
  access: ({ ResourceArn = "" }) => ({ action: "scheduler:ListTagsForResource", resource: ResourceArn }),

  run: ({ store }, { ResourceArn = "" }) => ({
    Tags: Object.entries(groupOf(store, ResourceArn).tags).map(([Key, Value]) => ({ Key, Value })),
  }),
};
