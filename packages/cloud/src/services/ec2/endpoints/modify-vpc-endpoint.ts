import { onEach } from "../access.ts";
import type { Ec2Operation } from "../shapes.ts";
import { checkedPolicy, checkGroups, checkPrivateDns, checkSubnets, checkTables, fullAccess } from "./checks.ts";
import { dnsEntries, newInterfaces } from "./interfaces.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpoint.html */
export const modifyVpcEndpoint: Ec2Operation<"ModifyVpcEndpoint"> = {
  access: onEach("ModifyVpcEndpoint", ({ VpcEndpointId }) => ({ "vpc-endpoint": VpcEndpointId })),

  run({ store }, input) {
    const endpoint = store.get("vpc-endpoint", input.VpcEndpointId);
    const vpc = store.get("vpc", endpoint.VpcId);
    const RouteTableIds = changed(endpoint.RouteTableIds, input.AddRouteTableIds, input.RemoveRouteTableIds);
    const SubnetIds = changed(endpoint.SubnetIds, input.AddSubnetIds, input.RemoveSubnetIds);
    const securityGroupIds = changed(
      endpoint.securityGroupIds,
      input.AddSecurityGroupIds,
      input.RemoveSecurityGroupIds,
    );
    const PrivateDnsEnabled = input.PrivateDnsEnabled ?? endpoint.PrivateDnsEnabled;
    const PolicyDocument =
      input.ResetPolicy === true
        ? fullAccess
        : input.PolicyDocument === undefined
          ? endpoint.PolicyDocument
          : checkedPolicy(input.PolicyDocument);
    checkTables(store, vpc, endpoint, RouteTableIds);
    checkSubnets(store, vpc, SubnetIds);
    checkGroups(store, vpc, securityGroupIds);
    if (PrivateDnsEnabled) checkPrivateDns(store, vpc, endpoint.ServiceName, endpoint.VpcEndpointId);
    const next = { ...endpoint, RouteTableIds, SubnetIds, securityGroupIds, PrivateDnsEnabled, PolicyDocument };
    const cards = endpoint.NetworkInterfaceIds.map((id) => store.get("network-interface", id));
    const added = newInterfaces(
      store,
      next,
      SubnetIds.filter((id) => !endpoint.SubnetIds.includes(id)),
    );

    for (const card of cards) {
      if (SubnetIds.includes(card.SubnetId)) store.put("network-interface", { ...card, groupIds: securityGroupIds });
      else store.delete("network-interface", card.NetworkInterfaceId);
    }
    for (const card of added) store.put("network-interface", card);
    const kept = [...cards.filter(({ SubnetId }) => SubnetIds.includes(SubnetId)), ...added];
    store.put("vpc-endpoint", {
      ...next,
      NetworkInterfaceIds: kept.map(({ NetworkInterfaceId }) => NetworkInterfaceId),
      DnsEntries: endpoint.VpcEndpointType === "Interface" ? dnsEntries(store, next) : [],
    });
    return { Return: true };
  },
};

const changed = (
  before: readonly string[],
  added: readonly string[] = [],
  removed: readonly string[] = [],
): string[] => [...new Set([...before, ...added].filter((id) => !removed.includes(id)))];
