import type { Route53Operation } from "../shapes.ts";
import { taggedZone, tagSetOutput, zoneOfTags } from "../zones/tagged-zone.ts";

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListTagsForResources.html */
export const listTagsForResources: Route53Operation<"ListTagsForResources"> = {
  access: ({ ResourceIds = [], ...input }) =>
    ResourceIds.map((ResourceId) => taggedZone("ListTagsForResources")({ ...input, ResourceId })),

  run({ store }, { ResourceType, ResourceIds = [] }) {
    return { ResourceTagSets: ResourceIds.map((id) => tagSetOutput(zoneOfTags(store, ResourceType, id))) };
  },
};
