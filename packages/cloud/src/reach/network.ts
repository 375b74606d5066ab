import type { NetworkAclEntry, Route, RouteTableAssociation } from "@aws-sdk/client-ec2";

/** What is known of the networks of one account in one region, in EC2's own words: all that a path depends on. */
export interface Network {
  readonly region: string;
  readonly vpcs: readonly Vpc[];
  readonly subnets: readonly Subnet[];
  readonly routeTables: readonly RouteTable[];
  readonly networkAcls: readonly NetworkAcl[];
  readonly groupRules: readonly GroupRule[];
  readonly endpoints: readonly Endpoint[];
  readonly interfaces: readonly Interface[];
  readonly internetGateways: readonly {
    readonly InternetGatewayId: string;
    readonly Attachments: readonly { readonly VpcId?: string | undefined }[];
  }[];
  readonly natGateways: readonly {
    readonly NatGatewayId: string;
    readonly SubnetId: string;
    readonly ConnectivityType: "private" | "public";
  }[];
  /** The lists that AWS keeps of the addresses of its services. */
  readonly prefixLists: readonly {
    readonly PrefixListId: string;
    readonly PrefixListName?: string | undefined;
    readonly Cidrs?: readonly string[] | undefined;
  }[];
}

export interface Vpc {
  readonly VpcId: string;
  readonly CidrBlock: string;
  readonly CidrBlockAssociationSet: readonly { readonly CidrBlock?: string | undefined }[];
  readonly IsDefault: boolean;
  readonly attributes: { readonly EnableDnsSupport: boolean; readonly EnableDnsHostnames: boolean };
}

export interface Subnet {
  readonly SubnetId: string;
  readonly VpcId: string;
  readonly CidrBlock: string;
  readonly AvailabilityZone: string;
}

export interface RouteTable {
  readonly RouteTableId: string;
  readonly VpcId: string;
  readonly Routes: readonly Route[];
  readonly Associations: readonly RouteTableAssociation[];
}

export interface NetworkAcl {
  readonly NetworkAclId: string;
  readonly Entries: readonly NetworkAclEntry[];
  readonly Associations: readonly { readonly SubnetId?: string | undefined }[];
}

export interface GroupRule {
  readonly SecurityGroupRuleId: string;
  readonly GroupId: string;
  readonly IsEgress: boolean;
  readonly IpProtocol: string;
  readonly FromPort: number;
  readonly ToPort: number;
  readonly CidrIpv4?: string | undefined;
  readonly PrefixListId?: string | undefined;
  readonly ReferencedGroupInfo?: { readonly GroupId?: string | undefined } | undefined;
}

export interface Endpoint {
  readonly VpcEndpointId: string;
  readonly VpcEndpointType: "Gateway" | "Interface";
  readonly VpcId: string;
  readonly ServiceName: string;
  readonly PolicyDocument: string;
  readonly RouteTableIds: readonly string[];
  readonly SubnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  readonly NetworkInterfaceIds: readonly string[];
  readonly PrivateDnsEnabled: boolean;
}

export interface Interface {
  readonly NetworkInterfaceId: string;
  readonly SubnetId: string;
  readonly PrivateIpAddress: string;
  readonly groupIds: readonly string[];
}
