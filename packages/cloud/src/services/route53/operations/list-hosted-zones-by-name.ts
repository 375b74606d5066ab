import { onAll } from "../access.ts";
import { bareId, type HostedZone } from "../model.ts";
import { fullName, printedName, sortName } from "../names.ts";
import type { Route53Operation } from "../shapes.ts";
import { zoneOutput } from "../zones/zone-output.ts";

const pageMax = 100;

/**
 * In the order of the labels of their names from the right.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZonesByName.html
 */
export const listHostedZonesByName: Route53Operation<"ListHostedZonesByName"> = {
  access: onAll("ListHostedZonesByName"),

  run({ store }, { DNSName: from, HostedZoneId: fromId, MaxItems = pageMax }) {
    const start = from === undefined ? "" : orderOf(fullName(from), bareId(fromId ?? ""));
    const zones = [...store.zones()]
      .map((zone) => ({ zone, order: orderOf(zone.name, zone.id) }))
      .filter(({ order }) => order >= start)
      .sort((one, two) => (one.order < two.order ? -1 : 1))
      .map(({ zone }) => zone);
    const max = Math.min(Number(MaxItems), pageMax);
    const next: HostedZone | undefined = zones[max];
    return {
      HostedZones: zones.slice(0, max).map((zone) => zoneOutput(store, zone)),
      ...(from !== undefined && { DNSName: from }),
      ...(fromId !== undefined && { HostedZoneId: fromId }),
      IsTruncated: next !== undefined,
      ...(next !== undefined && { NextDNSName: printedName(next.name), NextHostedZoneId: next.id }),
      MaxItems,
    };
  },
};

const orderOf = (name: string, id: string): string => `${sortName(name)}\0${id}`;
