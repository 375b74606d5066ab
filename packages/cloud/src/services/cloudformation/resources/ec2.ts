import { isArray, isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import type { Work } from "../engine/work.ts";
import { toText } from "../templates/text.ts";
import { type Declaration, declared, type Facts } from "./declared.ts";
import { described } from "./described.ts";
import { listOf } from "./each-target.ts";
import type { ResourceType } from "./resource-type.ts";
import { securityGroupTypes } from "./security-groups.ts";
import type { TagRule } from "./tags.ts";

const tags: TagRule = {
  style: "list",
  add: "CreateTags",
  remove: "DeleteTags",
  target: ({ PhysicalId = "" }) => ({ Resources: [PhysicalId] }),
  keys: "Tags",
  areKeysTags: true,
};

/** A resource that is tagged as it is made, and known by one member of what is answered then. */
const owned = (
  kind: string,
  id: string,
  { input, ...declaration }: Partial<Declaration> & Pick<Declaration, "create" | "delete">,
): ResourceType =>
  declared({
    service: "ec2",
    id,
    tags,
    ...declaration,
    input: (facts, step) => ({
      ...(facts["PhysicalId"] === undefined ? {} : { [id]: facts["PhysicalId"] }),
      ...(facts["Tags"] === undefined ? {} : { TagSpecifications: [{ ResourceType: kind, Tags: facts["Tags"] }] }),
      ...input?.(facts, step),
    }),
  });

const vpcAttributes = ["EnableDnsSupport", "EnableDnsHostnames"] as const;

async function completeVpc(work: Work, facts: Facts, before: JsonObject | undefined): Promise<void> {
  for (const name of vpcAttributes) {
    const value = facts[name] ?? (before?.[name] === undefined ? undefined : name === "EnableDnsSupport");
    if (value === undefined || toText(value) === toText(before?.[name] ?? "")) continue;
    const VpcId = facts["PhysicalId"] ?? facts["VpcId"] ?? "";
    await work.aws("ec2", "ModifyVpcAttribute", { VpcId, [name]: { Value: toText(value) === "true" } });
  }
}

/** What every VPC has from its beginning. */
async function defaultsOf(work: Work, VpcId: string): Promise<JsonObject> {
  const Filters = [{ Name: "vpc-id", Values: [VpcId] }];
  const ofDefault = (name: string, value: string): Json => [...Filters, { Name: name, Values: [value] }];
  const groups = await work.aws("ec2", "DescribeSecurityGroups", { Filters: ofDefault("group-name", "default") });
  const acls = await work.aws("ec2", "DescribeNetworkAcls", { Filters: ofDefault("default", "true") });
  return {
    VpcId,
    DefaultSecurityGroup: memberOfFirst(groups["SecurityGroups"], "GroupId"),
    DefaultNetworkAcl: memberOfFirst(acls["NetworkAcls"], "NetworkAclId"),
  };
}

const memberOfFirst = (list: Json | undefined, member: string): Json => {
  const [first] = listOf(list);
  return isObject(first) ? (first[member] ?? "") : "";
};

async function completeSubnet(work: Work, facts: Facts, before: JsonObject | undefined): Promise<void> {
  const SubnetId = facts["PhysicalId"] ?? facts["SubnetId"] ?? "";
  for (const name of ["MapPublicIpOnLaunch", "AssignIpv6AddressOnCreation"]) {
    const value = toText(facts[name] ?? "false");
    if (value === toText(before?.[name] ?? "false")) continue;
    await work.aws("ec2", "ModifySubnetAttribute", { SubnetId, [name]: { Value: value === "true" } });
  }
}

const destinationOf = (facts: Facts): Json =>
  facts["DestinationCidrBlock"] ?? facts["DestinationIpv6CidrBlock"] ?? facts["DestinationPrefixListId"] ?? "";

/** An endpoint is changed by what is added and what is removed. */
async function changeEndpoint(work: Work, facts: Facts, before: JsonObject | undefined): Promise<void> {
  if (before === undefined) return;
  const lists = ["RouteTableIds", "SubnetIds", "SecurityGroupIds"].map((name) => {
    const [wanted, had] = [listOf(facts[name]), listOf(before[name])];
    return {
      [`Add${name}`]: wanted.filter((id) => !had.includes(id)),
      [`Remove${name}`]: had.filter((id) => !wanted.includes(id)),
    };
  });
  const policy = facts["PolicyDocument"];
  await work.aws("ec2", "ModifyVpcEndpoint", {
    VpcEndpointId: facts["PhysicalId"] ?? "",
    ...Object.assign({}, ...lists),
    ...(facts["PrivateDnsEnabled"] === undefined ? {} : { PrivateDnsEnabled: facts["PrivateDnsEnabled"] }),
    ...(policy === undefined ? { ResetPolicy: true } : { PolicyDocument: documentText(policy) }),
  });
}

const documentText = (document: Json): string => (isObject(document) ? JSON.stringify(document) : toText(document));

async function describeEndpoint(work: Work, id: string): Promise<JsonObject> {
  const { VpcEndpoints } = await work.aws("ec2", "DescribeVpcEndpoints", { VpcEndpointIds: [id] });
  const [found] = listOf(VpcEndpoints);
  if (!isObject(found)) return {};
  const entries = isArray(found["DnsEntries"]) ? found["DnsEntries"].filter(isObject) : [];
  return {
    Id: id,
    CreationTimestamp: found["CreationTimestamp"] ?? "",
    NetworkInterfaceIds: found["NetworkInterfaceIds"] ?? [],
    DnsEntries: entries.map(({ HostedZoneId = "", DnsName = "" }) => `${toText(HostedZoneId)}:${toText(DnsName)}`),
  };
}

export const ec2Types: Readonly<Record<string, ResourceType>> = {
  ...securityGroupTypes(owned),

  "AWS::EC2::VPC": described(
    owned("vpc", "VpcId", {
      create: "CreateVpc",
      delete: "DeleteVpc",
      attributes: { VpcId: "VpcId", CidrBlock: "CidrBlock" },
      complete: completeVpc,
      // Only from dedicated can it be changed, and only to default.
      replaces: (property, before) => property === "InstanceTenancy" && before["InstanceTenancy"] !== "dedicated",
    }),
    defaultsOf,
  ),

  "AWS::EC2::Subnet": owned("subnet", "SubnetId", {
    create: "CreateSubnet",
    delete: "DeleteSubnet",
    attributes: {
      SubnetId: "SubnetId",
      VpcId: "VpcId",
      CidrBlock: "CidrBlock",
      AvailabilityZone: "AvailabilityZone",
      AvailabilityZoneId: "AvailabilityZoneId",
    },
    complete: completeSubnet,
  }),

  "AWS::EC2::RouteTable": owned("route-table", "RouteTableId", {
    create: "CreateRouteTable",
    delete: "DeleteRouteTable",
    attributes: { RouteTableId: "RouteTableId" },
  }),

  "AWS::EC2::SubnetRouteTableAssociation": declared({
    service: "ec2",
    create: "AssociateRouteTable",
    delete: "DisassociateRouteTable",
    id: "AssociationId",
    input: ({ PhysicalId: id }) => (id === undefined ? {} : { AssociationId: id }),
    attributes: { Id: "AssociationId" },
  }),

  "AWS::EC2::Route": declared({
    service: "ec2",
    create: "CreateRoute",
    update: "ReplaceRoute",
    delete: "DeleteRoute",
    id: (facts) => `${toText(facts["RouteTableId"] ?? "")}|${toText(destinationOf(facts))}`,
    attributes: (facts) => ({ CidrBlock: destinationOf(facts) }),
  }),

  "AWS::EC2::InternetGateway": owned("internet-gateway", "InternetGatewayId", {
    create: "CreateInternetGateway",
    delete: "DeleteInternetGateway",
    attributes: { InternetGatewayId: "InternetGatewayId" },
  }),

  "AWS::EC2::VPCGatewayAttachment": declared({
    service: "ec2",
    create: "AttachInternetGateway",
    delete: "DetachInternetGateway",
    id: ({ VpcId = "" }) => `IGW|${toText(VpcId)}`,
    attributes: () => ({ AttachmentType: "IGW" }),
    async complete(work, { VpcId = "", InternetGatewayId = "" }, before) {
      const had = before?.["InternetGatewayId"] ?? InternetGatewayId;
      if (had === InternetGatewayId) return;
      await work.aws("ec2", "DetachInternetGateway", { VpcId, InternetGatewayId: had });
      await work.aws("ec2", "AttachInternetGateway", { VpcId, InternetGatewayId });
    },
  }),

  "AWS::EC2::NatGateway": owned("natgateway", "NatGatewayId", {
    create: "CreateNatGateway",
    delete: "DeleteNatGateway",
    attributes: { NatGatewayId: "NatGatewayId" },
  }),

  "AWS::EC2::EIP": declared({
    service: "ec2",
    create: "AllocateAddress",
    delete: "ReleaseAddress",
    id: "PublicIp",
    tags: { ...tags, target: ({ AllocationId = "" }) => ({ Resources: [AllocationId] }) },
    input: ({ Tags }) => (Tags === undefined ? {} : { TagSpecifications: [{ ResourceType: "elastic-ip", Tags }] }),
    attributes: { AllocationId: "AllocationId", PublicIp: "PublicIp" },
  }),

  "AWS::EC2::VPCEndpoint": described(
    owned("vpc-endpoint", "VpcEndpointId", {
      create: "CreateVpcEndpoint",
      delete: "DeleteVpcEndpoints",
      input: ({ PhysicalId: id, PolicyDocument: policy }) => ({
        ...(id === undefined ? {} : { VpcEndpointIds: [id] }),
        ...(policy === undefined ? {} : { PolicyDocument: documentText(policy) }),
      }),
      complete: changeEndpoint,
    }),
    describeEndpoint,
  ),
};
