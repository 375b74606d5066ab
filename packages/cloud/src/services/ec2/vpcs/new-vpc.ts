import type { Tag } from "@aws-sdk/client-ec2";
import { formatBlock, parseBlock } from "../../../reach/cidr.ts";
import { arnOf } from "../access.ts";
import type { DhcpOptions, InternetGateway, Network, RouteTable, SecurityGroup, Vpc } from "../model.ts";
import { defaultEntries } from "../network-acls/default-entries.ts";
import { everythingOut, newRule } from "../security-groups/rules.ts";
import type { Ec2Store } from "../store.ts";
import { newSubnet } from "../subnets/new-subnet.ts";
import { zonesOf } from "../zones.ts";

interface NewVpc {
  readonly CidrBlock: string;
  readonly InstanceTenancy?: Vpc["InstanceTenancy"] | undefined;
  readonly DhcpOptionsId: string;
  readonly Tags: Tag[];
}

export function newNetwork(store: Ec2Store, { CidrBlock, InstanceTenancy, DhcpOptionsId, Tags }: NewVpc): Network {
  const { account: OwnerId } = store.scope;
  const VpcId = store.newId("vpc");
  const vpc: Vpc = {
    VpcId,
    CidrBlock,
    CidrBlockAssociationSet: [
      { AssociationId: `vpc-cidr-assoc-${store.hex()}`, CidrBlock, CidrBlockState: { State: "associated" } },
    ],
    DhcpOptionsId,
    InstanceTenancy: InstanceTenancy ?? "default",
    IsDefault: false,
    State: "available",
    OwnerId,
    Tags,
    attributes: { EnableDnsSupport: true, EnableDnsHostnames: false, EnableNetworkAddressUsageMetrics: false },
  };
  const GroupId = store.newId("security-group");
  const securityGroup: SecurityGroup = {
    GroupId,
    GroupName: "default",
    Description: "default VPC security group",
    VpcId,
    SecurityGroupArn: arnOf(store.scope, "security-group", GroupId),
    OwnerId,
    Tags: [],
  };
  const fromItself = { GroupId, IsEgress: false, IpProtocol: "-1", FromPort: -1, ToPort: -1 };
  return {
    vpc,
    routeTable: newRouteTable(store, vpc, { isMain: true, Tags: [] }),
    networkAcl: {
      NetworkAclId: store.newId("network-acl"),
      VpcId,
      IsDefault: true,
      Entries: defaultEntries,
      Associations: [],
      OwnerId,
      Tags: [],
    },
    securityGroup,
    rules: [
      newRule(store, { ...fromItself, ReferencedGroupInfo: { GroupId, UserId: OwnerId } }),
      newRule(store, { GroupId, ...everythingOut }),
    ],
  };
}

export function newRouteTable(
  store: Ec2Store,
  { VpcId, CidrBlock }: Pick<Vpc, "CidrBlock" | "VpcId">,
  { isMain, Tags }: { readonly isMain: boolean; readonly Tags: Tag[] },
): RouteTable {
  const RouteTableId = store.newId("route-table");
  const association = {
    Main: true,
    RouteTableAssociationId: `rtbassoc-${store.hex()}`,
    RouteTableId,
    AssociationState: { State: "associated" as const },
  };
  return {
    RouteTableId,
    VpcId,
    Routes: [{ DestinationCidrBlock: CidrBlock, GatewayId: "local", Origin: "CreateRouteTable", State: "active" }],
    Associations: isMain ? [association] : [],
    OwnerId: store.scope.account,
    Tags,
  };
}

const everywhere = "0.0.0.0/0";

/** https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html */
export function defaultNetwork(store: Ec2Store): Network {
  const { account: OwnerId, region } = store.scope;
  const dhcpOptions = regionalDhcpOptions(store);
  const { DhcpOptionsId } = dhcpOptions;
  const network = newNetwork(store, { CidrBlock: "172.31.0.0/16", DhcpOptionsId, Tags: [] });
  const { VpcId, attributes } = network.vpc;
  const internetGateway: InternetGateway = {
    InternetGatewayId: store.newId("internet-gateway"),
    Attachments: [{ VpcId, State: "attached" }],
    OwnerId,
    Tags: [],
  };
  const out = {
    DestinationCidrBlock: everywhere,
    GatewayId: internetGateway.InternetGatewayId,
    Origin: "CreateRoute" as const,
    State: "active" as const,
  };
  const base = parseBlock("172.31.0.0")?.base ?? 0;
  const subnetBits = 20;
  const subnets = zonesOf(region).map((zone, at) => ({
    ...newSubnet(store, {
      VpcId,
      CidrBlock: formatBlock({ base: base + at * 2 ** (32 - subnetBits), bits: subnetBits }),
      zone,
      Tags: [],
    }),
    DefaultForAz: true,
    MapPublicIpOnLaunch: true,
  }));
  return {
    ...network,
    vpc: { ...network.vpc, IsDefault: true, attributes: { ...attributes, EnableDnsHostnames: true } },
    routeTable: { ...network.routeTable, Routes: [...network.routeTable.Routes, out] },
    networkAcl: {
      ...network.networkAcl,
      Associations: subnets.map(({ SubnetId }) => ({
        NetworkAclAssociationId: `aclassoc-${store.hex()}`,
        NetworkAclId: network.networkAcl.NetworkAclId,
        SubnetId,
      })),
    },
    subnets,
    internetGateway,
    dhcpOptions,
  };
}

function regionalDhcpOptions(store: Ec2Store): DhcpOptions {
  const { account: OwnerId, region } = store.scope;
  const domain = region === "us-east-1" ? "ec2.internal" : `${region}.compute.internal`;
  return {
    DhcpOptionsId: store.newId("dhcp-options"),
    DhcpConfigurations: [
      { Key: "domain-name", Values: [{ Value: domain }] },
      { Key: "domain-name-servers", Values: [{ Value: "AmazonProvidedDNS" }] },
    ],
    OwnerId,
    Tags: [],
  };
}
