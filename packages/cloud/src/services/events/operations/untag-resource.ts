import type { EventsOperation } from "../shapes.ts";
import { taggedOf } from "../tags.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UntagResource.html */
export const untagResource: EventsOperation<"UntagResource"> = {
  access: ({ ResourceARN = "", TagKeys = [] }) => ({
    action: "events:UntagResource",
    resource: ResourceARN,
    context: { "aws:TagKeys": TagKeys },
  }),

  run({ store }, { ResourceARN = "", TagKeys = [] }) {
    const tagged = taggedOf(store, ResourceARN);

    tagged.put(Object.fromEntries(Object.entries(tagged.tags).filter(([key]) => !TagKeys.includes(key))));
    return {};
  },
};
