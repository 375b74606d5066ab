import type {
  DhcpConfiguration,
  DnsEntry,
  InternetGatewayAttachment,
  NatGatewayAddress,
  NetworkAclAssociation,
  NetworkAclEntry,
  PrivateDnsNameOptionsOnLaunch,
  ReferencedSecurityGroup,
  Route,
  RouteTableAssociation,
  Tag,
  VpcCidrBlockAssociation,
} from "@aws-sdk/client-ec2";

/** What every resource of a network has. Members are called as on AWS, so that most answers are the resource itself. */
interface Owned {
  readonly OwnerId: string;
  readonly Tags: Tag[];
}

export interface Vpc extends Owned {
  readonly VpcId: string;
  readonly CidrBlock: string;
  readonly CidrBlockAssociationSet: VpcCidrBlockAssociation[];
  readonly DhcpOptionsId: string;
  readonly InstanceTenancy: "default" | "dedicated" | "host";
  readonly IsDefault: boolean;
  readonly State: "available";
  readonly attributes: VpcAttributes;
}

export interface VpcAttributes {
  readonly EnableDnsSupport: boolean;
  readonly EnableDnsHostnames: boolean;
  readonly EnableNetworkAddressUsageMetrics: boolean;
}

export interface Subnet extends Owned {
  readonly SubnetId: string;
  readonly SubnetArn: string;
  readonly VpcId: string;
  readonly CidrBlock: string;
  readonly AvailabilityZone: string;
  readonly AvailabilityZoneId: string;
  readonly DefaultForAz: boolean;
  readonly MapPublicIpOnLaunch: boolean;
  readonly AssignIpv6AddressOnCreation: boolean;
  readonly EnableDns64: boolean;
  readonly PrivateDnsNameOptionsOnLaunch: PrivateDnsNameOptionsOnLaunch;
  readonly State: "available";
}

export interface RouteTable extends Owned {
  readonly RouteTableId: string;
  readonly VpcId: string;
  readonly Routes: Route[];
  readonly Associations: RouteTableAssociation[];
}

export interface InternetGateway extends Owned {
  readonly InternetGatewayId: string;
  readonly Attachments: InternetGatewayAttachment[];
}

export interface NatGateway {
  readonly NatGatewayId: string;
  readonly SubnetId: string;
  readonly VpcId: string;
  readonly ConnectivityType: "private" | "public";
  readonly NatGatewayAddresses: NatGatewayAddress[];
  readonly State: "available";
  readonly createdAt: number;
  readonly Tags: Tag[];
}

/** An Elastic IP address. */
export interface Address {
  readonly AllocationId: string;
  readonly PublicIp: string;
  readonly Domain: "vpc";
  readonly NetworkBorderGroup: string;
  readonly PublicIpv4Pool: string;
  readonly AssociationId?: string;
  readonly NetworkInterfaceId?: string;
  readonly PrivateIpAddress?: string;
  readonly Tags: Tag[];
}

export interface SecurityGroup extends Owned {
  readonly GroupId: string;
  readonly GroupName: string;
  readonly Description: string;
  readonly VpcId: string;
  readonly SecurityGroupArn: string;
}

/** One peer of one protocol and range of ports, into a group or out of it. */
export interface SecurityGroupRule {
  readonly SecurityGroupRuleId: string;
  readonly GroupId: string;
  readonly GroupOwnerId: string;
  readonly IsEgress: boolean;
  readonly IpProtocol: string;
  readonly FromPort: number;
  readonly ToPort: number;
  readonly CidrIpv4?: string | undefined;
  readonly CidrIpv6?: string | undefined;
  readonly PrefixListId?: string | undefined;
  readonly ReferencedGroupInfo?: ReferencedSecurityGroup | undefined;
  readonly Description?: string | undefined;
  readonly Tags: Tag[];
}

export interface VpcEndpoint extends Owned {
  readonly VpcEndpointId: string;
  readonly VpcEndpointType: "Gateway" | "Interface";
  readonly VpcId: string;
  readonly ServiceName: string;
  readonly State: "available";
  readonly PolicyDocument: string;
  readonly RouteTableIds: string[];
  readonly SubnetIds: string[];
  readonly securityGroupIds: string[];
  readonly NetworkInterfaceIds: string[];
  readonly IpAddressType: "dualstack" | "ipv4" | "ipv6";
  readonly PrivateDnsEnabled: boolean;
  readonly DnsEntries: DnsEntry[];
  readonly createdAt: number;
}

export interface NetworkInterface {
  readonly NetworkInterfaceId: string;
  readonly SubnetId: string;
  readonly VpcId: string;
  readonly AvailabilityZone: string;
  readonly Description: string;
  readonly PrivateIpAddress: string;
  readonly MacAddress: string;
  readonly groupIds: string[];
  /** Who keeps it, if that is a service: only its owner may delete it then. */
  readonly RequesterId?: string;
  readonly InterfaceType: "interface" | "lambda" | "natGateway" | "vpc_endpoint";
  readonly SourceDestCheck: boolean;
  readonly OwnerId: string;
  readonly Tags: Tag[];
}

export interface NetworkAcl extends Owned {
  readonly NetworkAclId: string;
  readonly VpcId: string;
  readonly IsDefault: boolean;
  readonly Entries: NetworkAclEntry[];
  readonly Associations: NetworkAclAssociation[];
}

export interface DhcpOptions extends Owned {
  readonly DhcpOptionsId: string;
  readonly DhcpConfigurations: DhcpConfiguration[];
}

/** A VPC with what every VPC has from its beginning. */
export interface Network {
  readonly vpc: Vpc;
  readonly routeTable: RouteTable;
  readonly networkAcl: NetworkAcl;
  readonly securityGroup: SecurityGroup;
  readonly rules: readonly SecurityGroupRule[];
  readonly subnets?: readonly Subnet[];
  readonly internetGateway?: InternetGateway;
  readonly dhcpOptions?: DhcpOptions;
}

/** Every kind of resource, by the name that tags and ARNs give it. */
export interface Nouns {
  readonly "dhcp-options": DhcpOptions;
  readonly "elastic-ip": Address;
  readonly "internet-gateway": InternetGateway;
  readonly natgateway: NatGateway;
  readonly "network-acl": NetworkAcl;
  readonly "network-interface": NetworkInterface;
  readonly "route-table": RouteTable;
  readonly "security-group": SecurityGroup;
  readonly "security-group-rule": SecurityGroupRule;
  readonly subnet: Subnet;
  readonly vpc: Vpc;
  readonly "vpc-endpoint": VpcEndpoint;
}

export type Kind = keyof Nouns;

interface KindWords {
  /** What its ids begin with. */
  readonly prefix: string;
  readonly notFoundCode: string;
  /** AWS's words for one that is not there, `{}` in place of its id. */
  readonly notFound: string;
}

const missing = (what: string, notFoundCode: string, prefix: string): KindWords => ({
  prefix,
  notFoundCode,
  notFound: `The ${what} '{}' does not exist`,
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
export const kinds: Readonly<Record<Kind, KindWords>> = {
  "dhcp-options": missing("dhcpOption ID", "InvalidDhcpOptionID.NotFound", "dopt"),
  "elastic-ip": missing("allocation ID", "InvalidAllocationID.NotFound", "eipalloc"),
  "internet-gateway": missing("internetGateway ID", "InvalidInternetGatewayID.NotFound", "igw"),
  natgateway: { prefix: "nat", notFoundCode: "NatGatewayNotFound", notFound: "The Nat Gateway {} was not found" },
  "network-acl": missing("networkAcl ID", "InvalidNetworkAclID.NotFound", "acl"),
  "network-interface": missing("networkInterface ID", "InvalidNetworkInterfaceID.NotFound", "eni"),
  "route-table": missing("routeTable ID", "InvalidRouteTableID.NotFound", "rtb"),
  "security-group": missing("security group", "InvalidGroup.NotFound", "sg"),
  "security-group-rule": missing("security group rule ID", "InvalidSecurityGroupRuleId.NotFound", "sgr"),
  subnet: missing("subnet ID", "InvalidSubnetID.NotFound", "subnet"),
  vpc: missing("vpc ID", "InvalidVpcID.NotFound", "vpc"),
  "vpc-endpoint": missing("Vpc Endpoint Id", "InvalidVpcEndpointId.NotFound", "vpce"),
};

/** The kind of resource that an id is of. */
export function kindOf(id: string): Kind | undefined {
  const prefix = id.slice(0, id.lastIndexOf("-"));
  return (Object.keys(kinds) as Kind[]).find((kind) => kinds[kind].prefix === prefix);
}

const idMembers: Readonly<Record<Kind, string>> = {
  "dhcp-options": "DhcpOptionsId",
  "elastic-ip": "AllocationId",
  "internet-gateway": "InternetGatewayId",
  natgateway: "NatGatewayId",
  "network-acl": "NetworkAclId",
  "network-interface": "NetworkInterfaceId",
  "route-table": "RouteTableId",
  "security-group": "GroupId",
  "security-group-rule": "SecurityGroupRuleId",
  subnet: "SubnetId",
  vpc: "VpcId",
  "vpc-endpoint": "VpcEndpointId",
};

export const idOf = <K extends Kind>(kind: K, noun: Nouns[K]): string => String(Reflect.get(noun, idMembers[kind]));
