import type { RdsOperation } from "../shapes.ts";
import { tagged } from "./tagged.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: RdsOperation<"ListTagsForResource"> = {
  access: (input) => ({ action: "rds:ListTagsForResource", resource: input.ResourceName ?? "*" }),

  run({ store }, { ResourceName }) {
    return { TagList: tagged(store, ResourceName).tags };
  },
};
