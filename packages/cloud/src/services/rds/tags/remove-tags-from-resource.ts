import type { RdsOperation } from "../shapes.ts";
import { putTags, tagged } from "./tagged.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RemoveTagsFromResource.html */
export const removeTagsFromResource: RdsOperation<"RemoveTagsFromResource"> = {
  access: (input) => ({ action: "rds:RemoveTagsFromResource", resource: input.ResourceName ?? "*" }),

  run({ store }, { ResourceName, TagKeys = [] }) {
    const found = tagged(store, ResourceName);
    putTags(
      store,
      found,
      found.tags.filter(({ Key = "" }) => !TagKeys.includes(Key)),
    );
  },
};
