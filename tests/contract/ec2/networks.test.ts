import {
  AssociateRouteTableCommand,
  AssociateVpcCidrBlockCommand,
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  DeleteInternetGatewayCommand,
  DeleteNetworkAclCommand,
  DeleteNetworkAclEntryCommand,
  DeleteRouteCommand,
  DeleteRouteTableCommand,
  DeleteSubnetCommand,
  DeleteTagsCommand,
  DeleteVpcCommand,
  DescribeAccountAttributesCommand,
  DescribeAvailabilityZonesCommand,
  DescribeDhcpOptionsCommand,
  DescribeInternetGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeTagsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  DetachInternetGatewayCommand,
  DisassociateRouteTableCommand,
  DisassociateVpcCidrBlockCommand,
  ModifySubnetAttributeCommand,
  ModifyVpcAttributeCommand,
  ReplaceNetworkAclAssociationCommand,
  ReplaceNetworkAclEntryCommand,
  ReplaceRouteCommand,
  ReplaceRouteTableAssociationCommand,
} from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const everywhere = "0.0.0.0/0";
const newVpc = async (CidrBlock: string): Promise<string> =>
  (await cloud.ec2.send(new CreateVpcCommand({ CidrBlock }))).Vpc?.VpcId ?? "";
const newSubnet = async (VpcId: string, CidrBlock: string, AvailabilityZone?: string): Promise<string> =>
  (await cloud.ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone }))).Subnet?.SubnetId ?? "";
const inVpc = (VpcId: string) => [{ Name: "vpc-id", Values: [VpcId] }];

describe("The default network", () => {
  it("is there in every region, with a subnet in every zone", async () => {
    const { ec2 } = cloud;
    const { Vpcs: [vpc] = [] } = await ec2.send(
      new DescribeVpcsCommand({ Filters: [{ Name: "is-default", Values: ["true"] }] }),
    );
    const { AvailabilityZones = [] } = await ec2.send(new DescribeAvailabilityZonesCommand({}));
    const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ Filters: inVpc(vpc?.VpcId ?? "") }));
    const { AccountAttributes = [] } = await ec2.send(
      new DescribeAccountAttributesCommand({ AttributeNames: ["default-vpc"] }),
    );
    const { DhcpOptions = [] } = await ec2.send(
      new DescribeDhcpOptionsCommand({ DhcpOptionsIds: [vpc?.DhcpOptionsId ?? ""] }),
    );

    expect(vpc).toMatchObject({ CidrBlock: "172.31.0.0/16", IsDefault: true, State: "available" });
    expect(AvailabilityZones.map(({ ZoneName, ZoneId }) => [ZoneName, ZoneId])).toEqual([
      ["eu-west-1a", "euw1-az1"],
      ["eu-west-1b", "euw1-az2"],
      ["eu-west-1c", "euw1-az3"],
    ]);
    expect(Subnets.map(({ AvailabilityZone }) => AvailabilityZone).sort()).toEqual(
      AvailabilityZones.map(({ ZoneName }) => ZoneName),
    );
    expect(AccountAttributes[0]?.AttributeValues?.[0]?.AttributeValue).toBe(vpc?.VpcId);
    expect(DhcpOptions[0]?.DhcpConfigurations?.[0]?.Values?.[0]?.Value).toBe("eu-west-1.compute.internal");
  });
});

describe("A VPC", () => {
  it("begins with a main route table, a network ACL and a security group", async () => {
    const { ec2 } = cloud;
    const Filters = inVpc(await newVpc("10.1.0.0/16"));

    const { RouteTables: [table] = [] } = await ec2.send(new DescribeRouteTablesCommand({ Filters }));
    const { NetworkAcls: [acl] = [] } = await ec2.send(new DescribeNetworkAclsCommand({ Filters }));
    const { SecurityGroups: [group] = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));

    expect(table?.Associations).toMatchObject([{ Main: true, AssociationState: { State: "associated" } }]);
    expect(table?.Routes).toMatchObject([
      { DestinationCidrBlock: "10.1.0.0/16", GatewayId: "local", Origin: "CreateRouteTable", State: "active" },
    ]);
    expect(acl).toMatchObject({ IsDefault: true });
    expect(acl?.Entries).toHaveLength(4);
    expect(group).toMatchObject({ GroupName: "default", Description: "default VPC security group" });
  });

  it("has attributes, which are changed one at a time", async () => {
    const { ec2 } = cloud;
    const VpcId = await newVpc("10.2.0.0/16");
    await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }));

    const names = await ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: "enableDnsHostnames" }));

    expect(names).toMatchObject({ VpcId, EnableDnsHostnames: { Value: true } });
    await expect(
      ec2.send(
        new ModifyVpcAttributeCommand({
          VpcId,
          EnableDnsHostnames: { Value: true },
          EnableDnsSupport: { Value: true },
        }),
      ),
    ).rejects.toMatchObject({ name: "InvalidParameterCombination" });
  });

  it("takes further blocks, which may not overlap", async () => {
    const { ec2 } = cloud;
    const VpcId = await newVpc("10.3.0.0/16");
    const { CidrBlockAssociation } = await ec2.send(
      new AssociateVpcCidrBlockCommand({ VpcId, CidrBlock: "10.4.0.0/16" }),
    );
    const { AssociationId = "" } = CidrBlockAssociation ?? {};
    const Filters = [{ Name: "cidr-block-association.association-id", Values: [AssociationId] }];
    const { Vpcs: found = [] } = await ec2.send(new DescribeVpcsCommand({ Filters }));

    expect(found.map((vpc) => vpc.VpcId)).toEqual([VpcId]);
    expect(await newSubnet(VpcId, "10.4.1.0/24")).toMatch(/^subnet-0[0-9a-f]{16}$/);
    await expect(
      ec2.send(new AssociateVpcCidrBlockCommand({ VpcId, CidrBlock: "10.4.128.0/17" })),
    ).rejects.toMatchObject({ name: "InvalidVpc.Range" });
    await ec2.send(new DisassociateVpcCidrBlockCommand({ AssociationId }));
    const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [VpcId] }));
    expect(Vpcs[0]?.CidrBlockAssociationSet).toHaveLength(1);
  });

  it("goes only when nothing is in it any more", async () => {
    const { ec2 } = cloud;
    const VpcId = await newVpc("10.5.0.0/16");
    const SubnetId = await newSubnet(VpcId, "10.5.0.0/24");

    await expect(ec2.send(new DeleteVpcCommand({ VpcId }))).rejects.toMatchObject({
      name: "DependencyViolation",
      message: `The vpc '${VpcId}' has dependencies and cannot be deleted.`,
    });
    await ec2.send(new DeleteSubnetCommand({ SubnetId }));
    await ec2.send(new DeleteVpcCommand({ VpcId }));
    await expect(ec2.send(new DescribeVpcsCommand({ VpcIds: [VpcId] }))).rejects.toMatchObject({
      name: "InvalidVpcID.NotFound",
      message: `The vpc ID '${VpcId}' does not exist`,
    });
  });

  it.each([
    ["10.0.0.0/8", "InvalidVpc.Range"],
    ["10.0.0.0/29", "InvalidVpc.Range"],
    ["10.0.0.300/16", "InvalidParameterValue"],
  ])("is refused the block %s", async (CidrBlock, name) => {
    await expect(newVpc(CidrBlock)).rejects.toMatchObject({ name });
  });

  it("is not made where only the right to is asked for", async () => {
    const before = (await cloud.ec2.send(new DescribeVpcsCommand({}))).Vpcs?.length;

    await expect(
      cloud.ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16", DryRun: true })),
    ).rejects.toMatchObject({ name: "DryRunOperation", $metadata: { httpStatusCode: 412 } });
    expect((await cloud.ec2.send(new DescribeVpcsCommand({}))).Vpcs).toHaveLength(before ?? 0);
  });
});

describe("A subnet", () => {
  it("lies inside of its VPC and beside the others", async () => {
    const VpcId = await newVpc("10.6.0.0/16");
    await newSubnet(VpcId, "10.6.0.0/24");

    await expect(newSubnet(VpcId, "10.6.0.128/25")).rejects.toMatchObject({
      name: "InvalidSubnet.Conflict",
      message: "The CIDR '10.6.0.128/25' conflicts with another subnet",
    });
    await expect(newSubnet(VpcId, "10.7.0.0/24")).rejects.toMatchObject({ name: "InvalidSubnet.Range" });
    await expect(newSubnet(VpcId, "10.6.1.0/24", "eu-west-1z")).rejects.toMatchObject({
      name: "InvalidParameterValue",
    });
  });

  it("tells how many addresses are free, and what it was changed to", async () => {
    const SubnetId = await newSubnet(await newVpc("10.8.0.0/16"), "10.8.0.0/24", "eu-west-1b");
    await cloud.ec2.send(new ModifySubnetAttributeCommand({ SubnetId, MapPublicIpOnLaunch: { Value: true } }));

    const { Subnets } = await cloud.ec2.send(new DescribeSubnetsCommand({ SubnetIds: [SubnetId] }));

    expect(Subnets).toMatchObject([
      {
        AvailabilityZone: "eu-west-1b",
        AvailabilityZoneId: "euw1-az2",
        AvailableIpAddressCount: 251,
        MapPublicIpOnLaunch: true,
        State: "available",
      },
    ]);
  });
});

describe("A route table", () => {
  it("leads where its routes say, once for each destination", async () => {
    const { ec2 } = cloud;
    const VpcId = await newVpc("10.9.0.0/16");
    const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
    const GatewayId = InternetGateway?.InternetGatewayId ?? "";
    await ec2.send(new AttachInternetGatewayCommand({ VpcId, InternetGatewayId: GatewayId }));
    const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId }));
    const RouteTableId = RouteTable?.RouteTableId ?? "";
    const route = { RouteTableId, DestinationCidrBlock: everywhere };

    await expect(ec2.send(new ReplaceRouteCommand({ ...route, GatewayId }))).rejects.toMatchObject({
      name: "InvalidRoute.NotFound",
      message: `no route with destination-cidr-block ${everywhere} in route table ${RouteTableId}`,
    });
    await ec2.send(new CreateRouteCommand({ ...route, GatewayId }));
    const { RouteTables } = await ec2.send(
      new DescribeRouteTablesCommand({ Filters: [{ Name: "route.gateway-id", Values: [GatewayId] }, ...inVpc(VpcId)] }),
    );
    expect(RouteTables?.[0]?.Routes).toMatchObject([
      { GatewayId: "local" },
      { DestinationCidrBlock: everywhere, GatewayId, Origin: "CreateRoute", State: "active" },
    ]);
    await ec2.send(new DeleteRouteCommand(route));
    await expect(ec2.send(new DeleteRouteCommand(route))).rejects.toMatchObject({ name: "InvalidRoute.NotFound" });
    await expect(ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId: GatewayId }))).rejects.toMatchObject({
      name: "DependencyViolation",
    });
    await ec2.send(new DetachInternetGatewayCommand({ VpcId, InternetGatewayId: GatewayId }));
    const { InternetGateways } = await ec2.send(
      new DescribeInternetGatewaysCommand({ InternetGatewayIds: [GatewayId] }),
    );
    expect(InternetGateways?.[0]?.Attachments ?? []).toEqual([]);
    await ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId: GatewayId }));
  });

  it("goes only when no subnet goes by it any more", async () => {
    const { ec2 } = cloud;
    const VpcId = await newVpc("10.10.0.0/16");
    const SubnetId = await newSubnet(VpcId, "10.10.0.0/24");
    const tables = await Promise.all([0, 1].map(() => ec2.send(new CreateRouteTableCommand({ VpcId }))));
    const [first = "", second = ""] = tables.map(({ RouteTable }) => RouteTable?.RouteTableId ?? "");

    const { AssociationId } = await ec2.send(new AssociateRouteTableCommand({ RouteTableId: first, SubnetId }));
    await expect(ec2.send(new AssociateRouteTableCommand({ RouteTableId: second, SubnetId }))).rejects.toMatchObject({
      name: "Resource.AlreadyAssociated",
    });
    const { NewAssociationId } = await ec2.send(
      new ReplaceRouteTableAssociationCommand({ AssociationId, RouteTableId: second }),
    );
    await ec2.send(new DeleteRouteTableCommand({ RouteTableId: first }));
    await expect(ec2.send(new DeleteRouteTableCommand({ RouteTableId: second }))).rejects.toMatchObject({
      name: "DependencyViolation",
    });
    await ec2.send(new DisassociateRouteTableCommand({ AssociationId: NewAssociationId }));
    await ec2.send(new DeleteRouteTableCommand({ RouteTableId: second }));
    await expect(ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [second] }))).rejects.toMatchObject({
      name: "InvalidRouteTableID.NotFound",
    });
  });
});

describe("A network ACL", () => {
  it("has numbered entries, and takes a subnet over from the default one", async () => {
    const { ec2 } = cloud;
    const VpcId = await newVpc("10.11.0.0/16");
    const SubnetId = await newSubnet(VpcId, "10.11.0.0/24");
    const { NetworkAcl } = await ec2.send(new CreateNetworkAclCommand({ VpcId }));
    const NetworkAclId = NetworkAcl?.NetworkAclId ?? "";
    const entry = { NetworkAclId, RuleNumber: 10, Egress: false, Protocol: "6", CidrBlock: everywhere } as const;
    const PortRange = { From: 443, To: 443 };

    await ec2.send(new CreateNetworkAclEntryCommand({ ...entry, PortRange, RuleAction: "allow" }));
    await expect(
      ec2.send(new CreateNetworkAclEntryCommand({ ...entry, PortRange, RuleAction: "allow" })),
    ).rejects.toMatchObject({ name: "NetworkAclEntryAlreadyExists" });
    await ec2.send(new ReplaceNetworkAclEntryCommand({ ...entry, PortRange, RuleAction: "deny" }));
    const bySubnet = [{ Name: "association.subnet-id", Values: [SubnetId] }];
    const { NetworkAcls: [before] = [] } = await ec2.send(new DescribeNetworkAclsCommand({ Filters: bySubnet }));
    const AssociationId = before?.Associations?.[0]?.NetworkAclAssociationId;
    await ec2.send(new ReplaceNetworkAclAssociationCommand({ AssociationId, NetworkAclId }));
    const { NetworkAcls: [after] = [] } = await ec2.send(new DescribeNetworkAclsCommand({ Filters: bySubnet }));

    expect(before?.IsDefault).toBe(true);
    expect(after).toMatchObject({ NetworkAclId, IsDefault: false });
    expect(after?.Entries?.find(({ RuleNumber }) => RuleNumber === 10)).toMatchObject({
      RuleAction: "deny",
      PortRange,
    });
    await expect(ec2.send(new DeleteNetworkAclCommand({ NetworkAclId }))).rejects.toMatchObject({
      name: "DependencyViolation",
    });
    await ec2.send(new DeleteNetworkAclEntryCommand({ NetworkAclId, RuleNumber: 10, Egress: false }));
    await expect(
      ec2.send(new DeleteNetworkAclEntryCommand({ NetworkAclId, RuleNumber: 10, Egress: false })),
    ).rejects.toMatchObject({ name: "InvalidNetworkAclEntry.NotFound" });
  });
});

describe("Tags", () => {
  it("are put on whatever has an id, and found by it", async () => {
    const { ec2 } = cloud;
    const VpcId = await newVpc("10.12.0.0/16");
    const Tags = [
      { Key: "Name", Value: "one" },
      { Key: "stage", Value: "test" },
    ];
    await ec2.send(new CreateTagsCommand({ Resources: [VpcId], Tags }));
    const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: "tag:Name", Values: ["o*"] }] }));
    await ec2.send(new DeleteTagsCommand({ Resources: [VpcId], Tags: [{ Key: "stage" }] }));
    const { Tags: left } = await ec2.send(
      new DescribeTagsCommand({ Filters: [{ Name: "resource-id", Values: [VpcId] }] }),
    );

    expect(Vpcs).toMatchObject([{ VpcId, Tags }]);
    expect(left).toEqual([{ Key: "Name", Value: "one", ResourceId: VpcId, ResourceType: "vpc" }]);
  });
});
