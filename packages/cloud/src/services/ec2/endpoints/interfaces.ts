import type { DnsEntry } from "@aws-sdk/client-ec2";
import type { NetworkInterface, VpcEndpoint } from "../model.ts";
import { newInterface } from "../network-interfaces/new-interface.ts";
import type { Ec2Store } from "../store.ts";
import { privateName, servicePrefix } from "./services.ts";

/** An interface of the endpoint in each of the subnets that has none yet. */
export function newInterfaces(
  store: Ec2Store,
  endpoint: VpcEndpoint,
  subnetIds: readonly string[],
): NetworkInterface[] {
  return subnetIds.map((id) =>
    newInterface(store, {
      subnet: store.get("subnet", id),
      type: "vpc_endpoint",
      Description: `VPC Endpoint Interface ${endpoint.VpcEndpointId}`,
      groupIds: endpoint.securityGroupIds,
      RequesterId: "amazon-aws",
    }),
  );
}

export function dnsEntries(store: Ec2Store, endpoint: VpcEndpoint): DnsEntry[] {
  const { region } = store.scope;
  const { VpcEndpointId, ServiceName, SubnetIds, PrivateDnsEnabled } = endpoint;
  const service = ServiceName.slice(servicePrefix(region).length);
  const HostedZoneId = `Z${VpcEndpointId.slice(-13).toUpperCase()}`;
  const id = `${VpcEndpointId}-${VpcEndpointId.slice(-8)}`;
  const zones = SubnetIds.map((subnetId) => store.get("subnet", subnetId).AvailabilityZone);
  const suffix = `${service}.${region}.vpce.amazonaws.com`;
  return [
    { DnsName: `${id}.${suffix}`, HostedZoneId },
    ...zones.map((zone) => ({ DnsName: `${id}-${zone}.${suffix}`, HostedZoneId })),
    ...(PrivateDnsEnabled
      ? [{ DnsName: privateName(region, service), HostedZoneId: `Z${VpcEndpointId.slice(5, 18).toUpperCase()}` }]
      : []),
  ];
}
