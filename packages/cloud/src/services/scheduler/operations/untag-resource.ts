import type { SchedulerOperation } from "../shapes.ts";
import { groupOf } from "../tags.ts";

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UntagResource.html */
export const untagResource: SchedulerOperation<"UntagResource"> = {
  access: ({ ResourceArn = "", TagKeys = [] }) => ({
    action: "scheduler:UntagResource",
    resource: ResourceArn,
    context: { "aws:TagKeys": TagKeys },
  }),

  run({ store, clock }, { ResourceArn = "", TagKeys = [] }) {
    const group = groupOf(store, ResourceArn);

    const tags = Object.fromEntries(Object.entries(group.tags).filter(([key]) => !TagKeys.includes(key)));
    store.putGroup({ ...group, tags, modifiedAt: clock.now() });
    return {};
  },
};
