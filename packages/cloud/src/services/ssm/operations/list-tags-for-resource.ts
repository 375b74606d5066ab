import { onTagged } from "../access.ts";
import { tagged } from "../parameters/tagged.ts";
import type { SsmOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: SsmOperation<"ListTagsForResource"> = {
  access: onTagged("ListTagsForResource"),

  run({ store }, { ResourceType, ResourceId }) {
    const { tags } = tagged(store, ResourceType, ResourceId);
    return { TagList: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
  },
};
