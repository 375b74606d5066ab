import type { Route53Operation } from "../shapes.ts";
import { taggedZone, zoneOfTags } from "../zones/tagged-zone.ts";

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeTagsForResource.html */
export const changeTagsForResource: Route53Operation<"ChangeTagsForResource"> = {
  access: taggedZone("ChangeTagsForResource"),

  run({ store }, { ResourceType, ResourceId = "", AddTags = [], RemoveTagKeys = [] }) {
    const zone = zoneOfTags(store, ResourceType, ResourceId);
    const tags = Object.fromEntries(Object.entries(zone.tags).filter(([key]) => !RemoveTagKeys.includes(key)));
    for (const { Key = "", Value = "" } of AddTags) tags[Key] = Value;
    store.putZone({ ...zone, tags });
    return {};
  },
};
