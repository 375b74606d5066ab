import { ec2Error, invalid, notFound } from "../errors.ts";
import type { Vpc, VpcEndpoint } from "../model.ts";
import type { Ec2Store } from "../store.ts";
import { prefixListOf } from "./prefix-lists.ts";

/** What an endpoint allows unless told otherwise. */
export const fullAccess = JSON.stringify({
  Version: "2008-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
});

export function checkedPolicy(text: string | undefined): string {
  if (text === undefined || text === "") return fullAccess;
  try {
    const policy: unknown = JSON.parse(text);
    if (typeof policy === "object" && policy !== null && "Statement" in policy) return text;
  } catch {
    // Said below.
  }
  throw ec2Error("InvalidPolicyDocument", "The Policy document is malformed or invalid");
}

/** A gateway's route may stand in a table once for each service. */
export function checkTables(
  store: Ec2Store,
  vpc: Vpc,
  { ServiceName, VpcEndpointId }: Pick<VpcEndpoint, "ServiceName"> & Partial<VpcEndpoint>,
  tableIds: readonly string[],
): void {
  for (const id of tableIds) {
    if (store.get("route-table", id).VpcId !== vpc.VpcId) throw invalid(`Route table ${id} belongs to another network`);
    const other = store
      .list("vpc-endpoint")
      .find(
        (one) =>
          one.ServiceName === ServiceName && one.VpcEndpointId !== VpcEndpointId && one.RouteTableIds.includes(id),
      );
    if (other !== undefined) {
      const list = prefixListOf(store.scope.region, ServiceName)?.PrefixListId;
      throw ec2Error(
        "RouteAlreadyExists",
        `route table ${id} already has a route with destination-prefix-list-id ${list}`,
      );
    }
  }
}

export function checkSubnets(store: Ec2Store, vpc: Vpc, subnetIds: readonly string[]): void {
  const zones = new Set<string>();
  for (const id of subnetIds) {
    const subnet = store.find("subnet", id);
    if (subnet === undefined || subnet.VpcId !== vpc.VpcId) throw notFound("subnet", id);
    if (zones.has(subnet.AvailabilityZone)) {
      throw ec2Error(
        "DuplicateSubnetsInSameZone",
        `Found another VPC endpoint subnet in the availability zone of ${id}`,
      );
    }
    zones.add(subnet.AvailabilityZone);
  }
}

export function checkGroups(store: Ec2Store, vpc: Vpc, groupIds: readonly string[]): void {
  for (const id of groupIds) {
    if (store.get("security-group", id).VpcId !== vpc.VpcId) throw notFound("security-group", id);
  }
}

/** Names of the service lead to one endpoint in a network. */
export function checkPrivateDns(
  store: Ec2Store,
  { VpcId, attributes }: Vpc,
  service: string,
  endpointId: string,
): void {
  if (!attributes.EnableDnsSupport || !attributes.EnableDnsHostnames) {
    throw invalid(
      `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${VpcId}`,
    );
  }
  const other = store
    .list("vpc-endpoint")
    .find(
      (one) =>
        one.VpcId === VpcId && one.ServiceName === service && one.PrivateDnsEnabled && one.VpcEndpointId !== endpointId,
    );
  if (other !== undefined) {
    throw invalid(
      `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${service} in the VPC ${VpcId}`,
    );
  }
}
