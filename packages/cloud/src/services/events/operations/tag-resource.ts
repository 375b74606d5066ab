import { validation } from "../errors.ts";
import type { EventsOperation } from "../shapes.ts";
import { readTags, taggedOf } from "../tags.ts";

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-tagging.html */
const tagsMax = 50;

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TagResource.html */
export const tagResource: EventsOperation<"TagResource"> = {
  access: ({ ResourceARN = "", Tags = [] }) => ({
    action: "events:TagResource",
    resource: ResourceARN,
    context: { "aws:TagKeys": Tags.map(({ Key = "" }) => Key) },
  }),

  run({ store }, { ResourceARN = "", Tags }) {
    const tagged = taggedOf(store, ResourceARN);
    const tags = { ...tagged.tags, ...readTags(Tags) };
    if (Object.keys(tags).length > tagsMax) throw validation("The number of tags on the resource exceeds the limit.");

    tagged.put(tags);
    return {};
  },
};
