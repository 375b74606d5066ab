import { pageOf } from "../../../kernel/paging.ts";
import { onAll } from "../access.ts";
import type { Route53Operation } from "../shapes.ts";

const pageMax = 100;

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZonesByVPC.html */
export const listHostedZonesByVpc: Route53Operation<"ListHostedZonesByVPC"> = {
  access: onAll("ListHostedZonesByVPC"),

  run({ store, account }, { VPCId: vpc, VPCRegion: region, MaxItems = pageMax, NextToken: token }) {
    const zones = [...store.zones()].filter(({ vpcs }) => vpcs.some((one) => one.id === vpc && one.region === region));
    const { items, next } = pageOf(zones, { token, max: Math.min(Number(MaxItems), pageMax), idOf: ({ id }) => id });
    return {
      HostedZoneSummaries: items.map(({ id, name }) => ({
        HostedZoneId: id,
        Name: name,
        Owner: { OwningAccount: account },
      })),
      MaxItems,
      ...(next !== undefined && { NextToken: next }),
    };
  },
};
