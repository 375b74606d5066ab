import { onNew } from "../access.ts";
import { ec2Error } from "../errors.ts";
import type { VpcEndpoint } from "../model.ts";
import { defaultGroup } from "../security-groups/default-group.ts";
import type { Ec2Operation } from "../shapes.ts";
import { givenTags } from "../tags/given-tags.ts";
import { checkedPolicy, checkGroups, checkPrivateDns, checkSubnets, checkTables } from "./checks.ts";
import { endpointOutput } from "./endpoint-output.ts";
import { dnsEntries, newInterfaces } from "./interfaces.ts";
import { endpointServices } from "./services.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html */
export const createVpcEndpoint: Ec2Operation<"CreateVpcEndpoint"> = {
  access: onNew("CreateVpcEndpoint", "vpc-endpoint", ({ VpcId }) => ({ vpc: VpcId })),

  run({ store, clock, account, region }, input) {
    const {
      ServiceName = "",
      VpcEndpointType = "Gateway",
      RouteTableIds = [],
      SubnetIds = [],
      PrivateDnsEnabled,
    } = input;
    const vpc = store.get("vpc", input.VpcId);
    const service = endpointServices(region).find(
      (one) => one.ServiceName === ServiceName && one.ServiceType?.some((type) => type.ServiceType === VpcEndpointType),
    );
    if (service === undefined) {
      throw ec2Error("InvalidServiceName", `The Vpc Endpoint Service '${ServiceName}' does not exist`);
    }
    const isInterface = VpcEndpointType === "Interface";
    const endpoint: VpcEndpoint = {
      VpcEndpointId: store.newId("vpc-endpoint"),
      VpcEndpointType: isInterface ? "Interface" : "Gateway",
      VpcId: vpc.VpcId,
      ServiceName,
      State: "available",
      PolicyDocument: checkedPolicy(input.PolicyDocument),
      RouteTableIds: isInterface ? [] : RouteTableIds,
      SubnetIds: isInterface ? SubnetIds : [],
      securityGroupIds: isInterface ? (input.SecurityGroupIds ?? [defaultGroup(store, vpc.VpcId)]) : [],
      NetworkInterfaceIds: [],
      IpAddressType: "ipv4",
      PrivateDnsEnabled: isInterface && (PrivateDnsEnabled ?? true),
      DnsEntries: [],
      createdAt: clock.now(),
      OwnerId: account,
      Tags: givenTags(input.TagSpecifications, "vpc-endpoint"),
    };
    checkTables(store, vpc, endpoint, endpoint.RouteTableIds);
    checkSubnets(store, vpc, endpoint.SubnetIds);
    checkGroups(store, vpc, endpoint.securityGroupIds);
    if (endpoint.PrivateDnsEnabled) checkPrivateDns(store, vpc, ServiceName, endpoint.VpcEndpointId);
    const cards = newInterfaces(store, endpoint, endpoint.SubnetIds);

    for (const card of cards) store.put("network-interface", card);
    const NetworkInterfaceIds = cards.map(({ NetworkInterfaceId }) => NetworkInterfaceId);
    const made = { ...endpoint, NetworkInterfaceIds, DnsEntries: isInterface ? dnsEntries(store, endpoint) : [] };
    store.put("vpc-endpoint", made);
    return {
      VpcEndpoint: endpointOutput(store, made),
      ClientToken: input.ClientToken,
    };
  },
};
