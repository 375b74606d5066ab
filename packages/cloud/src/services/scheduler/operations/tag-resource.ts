import { validation } from "../errors.ts";
import type { SchedulerOperation } from "../shapes.ts";
import { groupOf, readTags } from "../tags.ts";

const tagsMax = 50;

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_TagResource.html */
export const tagResource: SchedulerOperation<"TagResource"> = {
  access: ({ ResourceArn = "", Tags = [] }) => ({
    action: "scheduler:TagResource",
    resource: ResourceArn,
    context: { "aws:TagKeys": Tags.map(({ Key = "" }) => Key) },
  }),

  run({ store, clock }, { ResourceArn = "", Tags }) {
    const group = groupOf(store, ResourceArn);
    const tags = { ...group.tags, ...readTags(Tags) };
    if (Object.keys(tags).length > tagsMax) throw validation("A resource can have at most 50 tags.");

    store.putGroup({ ...group, tags, modifiedAt: clock.now() });
    return {};
  },
};
