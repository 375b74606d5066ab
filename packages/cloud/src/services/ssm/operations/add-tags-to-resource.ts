import { onTagged } from "../access.ts";
import { tagged } from "../parameters/tagged.ts";
import type { SsmOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AddTagsToResource.html */
export const addTagsToResource: SsmOperation<"AddTagsToResource"> = {
  access: onTagged("AddTagsToResource"),

  run({ store }, { ResourceType, ResourceId, Tags = [] }) {
    const parameter = tagged(store, ResourceType, ResourceId);
    const added = Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value]));

    store.put({ ...parameter, tags: { ...parameter.tags, ...added } });
  },
};
