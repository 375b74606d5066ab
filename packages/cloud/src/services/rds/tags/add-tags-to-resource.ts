import type { RdsOperation } from "../shapes.ts";
import { putTags, tagged } from "./tagged.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_AddTagsToResource.html */
export const addTagsToResource: RdsOperation<"AddTagsToResource"> = {
  access: (input) => ({ action: "rds:AddTagsToResource", resource: input.ResourceName ?? "*" }),

  run({ store }, { ResourceName, Tags = [] }) {
    const found = tagged(store, ResourceName);
    const kept = found.tags.filter(({ Key }) => !Tags.some((tag) => tag.Key === Key));

    putTags(store, found, [...kept, ...Tags]);
  },
};
