import { pageOf } from "../../../kernel/paging.ts";
import { onAll } from "../access.ts";
import type { Route53Operation } from "../shapes.ts";
import { zoneOutput } from "../zones/zone-output.ts";

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZones.html */
const pageMax = 100;

export const listHostedZones: Route53Operation<"ListHostedZones"> = {
  access: onAll("ListHostedZones"),

  run({ store }, { Marker: token, MaxItems = pageMax, HostedZoneType: type }) {
    const zones = [...store.zones()].filter(({ isPrivate }) => type === undefined || isPrivate);
    const { items, next } = pageOf(zones, { token, max: Math.min(Number(MaxItems), pageMax), idOf: ({ id }) => id });
    return {
      HostedZones: items.map((zone) => zoneOutput(store, zone)),
      Marker: token,
      IsTruncated: next !== undefined,
      ...(next !== undefined && { NextMarker: next }),
      MaxItems,
    };
  },
};
