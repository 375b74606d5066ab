import type { Network } from "../../reach/network.ts";
import type { Place } from "../../reach/place.ts";
import { prefixLists } from "./endpoints/prefix-lists.ts";
import { kindOf } from "./model.ts";
import type { Ec2Store } from "./store.ts";

/** All that ways through the networks depend on. */
export const networkOf = (store: Ec2Store): Network => ({
  region: store.scope.region,
  vpcs: store.list("vpc"),
  subnets: store.list("subnet"),
  routeTables: store.list("route-table"),
  networkAcls: store.list("network-acl"),
  groupRules: store.list("security-group-rule"),
  endpoints: store.list("vpc-endpoint"),
  interfaces: store.list("network-interface"),
  internetGateways: store.list("internet-gateway"),
  natGateways: store.list("natgateway"),
  prefixLists: prefixLists(store.scope.region),
});

/** Where an interface stands, somebody in a subnet, or somebody with a security group, by their ids. */
export function placeOf(store: Ec2Store, id: string): Place | undefined {
  const kind = kindOf(id);
  return kind === undefined ? undefined : places[kind]?.(store, id);
}

const places: Partial<Record<string, (store: Ec2Store, id: string) => Place | undefined>> = {
  "network-interface"(store, id) {
    const card = store.find("network-interface", id);
    if (card === undefined) return undefined;
    return { name: id, subnetIds: [card.SubnetId], groupIds: card.groupIds, address: card.PrivateIpAddress };
  },
  "security-group"(store, id) {
    const group = store.find("security-group", id);
    if (group === undefined) return undefined;
    const user = store.list("network-interface").find(({ groupIds }) => groupIds.includes(id));
    const some = store.list("subnet").find(({ VpcId }) => VpcId === group.VpcId);
    const subnetId = user?.SubnetId ?? some?.SubnetId;
    return subnetId === undefined ? undefined : { name: id, subnetIds: [subnetId], groupIds: [id] };
  },
  subnet: (store, id) =>
    store.find("subnet", id) === undefined ? undefined : { name: id, subnetIds: [id], groupIds: undefined },
};
