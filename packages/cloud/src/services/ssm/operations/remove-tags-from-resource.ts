import { onTagged } from "../access.ts";
import { tagged } from "../parameters/tagged.ts";
import type { SsmOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_RemoveTagsFromResource.html */
export const removeTagsFromResource: SsmOperation<"RemoveTagsFromResource"> = {
  access: onTagged("RemoveTagsFromResource"),

  run({ store }, { ResourceType, ResourceId, TagKeys = [] }) {
    const parameter = tagged(store, ResourceType, ResourceId);
    const tags = Object.fromEntries(Object.entries(parameter.tags).filter(([key]) => !TagKeys.includes(key)));

    store.put({ ...parameter, tags });
  },
};
