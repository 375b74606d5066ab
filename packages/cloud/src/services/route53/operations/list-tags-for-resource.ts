import type { Route53Operation } from "../shapes.ts";
import { taggedZone, tagSetOutput, zoneOfTags } from "../zones/tagged-zone.ts";

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: Route53Operation<"ListTagsForResource"> = {
  access: taggedZone("ListTagsForResource"),

  run({ store }, { ResourceType, ResourceId = "" }) {
    return { ResourceTagSet: tagSetOutput(zoneOfTags(store, ResourceType, ResourceId)) };
  },
};
