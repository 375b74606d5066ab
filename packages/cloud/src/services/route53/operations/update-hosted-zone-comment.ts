import { onZone } from "../access.ts";
import type { Route53Operation } from "../shapes.ts";
import { zoneOutput } from "../zones/zone-output.ts";

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_UpdateHostedZoneComment.html */
export const updateHostedZoneComment: Route53Operation<"UpdateHostedZoneComment"> = {
  access: onZone("UpdateHostedZoneComment"),

  run({ store }, { Id = "", Comment: comment }) {
    const zone = { ...store.zone(Id), comment };
    store.putZone(zone);
    return { HostedZone: zoneOutput(store, zone) };
  },
};
