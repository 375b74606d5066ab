import {
  AllocateAddressCommand,
  AssociateAddressCommand,
  CreateNatGatewayCommand,
  CreateNetworkInterfaceCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DeleteNatGatewayCommand,
  DeleteNetworkInterfaceCommand,
  DeleteSecurityGroupCommand,
  DeleteVpcEndpointsCommand,
  DescribeAddressesAttributeCommand,
  DescribeAddressesCommand,
  DescribeManagedPrefixListsCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribePrefixListsCommand,
  DescribeRouteTablesCommand,
  DescribeVpcEndpointServicesCommand,
  DescribeVpcEndpointsCommand,
  DisassociateAddressCommand,
  ModifyVpcAttributeCommand,
  ModifyVpcEndpointCommand,
  ReleaseAddressCommand,
} from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
let VpcId = "";
let SubnetId = "";
beforeAll(async () => {
  cloud = await startTestCloud();
  const { ec2 } = cloud;
  VpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }))).Vpc?.VpcId ?? "";
  SubnetId = (await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: "10.0.0.0/24" }))).Subnet?.SubnetId ?? "";
});
afterAll(() => cloud.stop());

const s3 = "com.amazonaws.eu-west-1.s3";
const secrets = "com.amazonaws.eu-west-1.secretsmanager";

describe("A gateway endpoint", () => {
  it("puts its route into the tables that it names, once for each service", async () => {
    const { ec2 } = cloud;
    const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId }));
    const RouteTableIds = [RouteTable?.RouteTableId ?? ""];

    const { VpcEndpoint } = await ec2.send(new CreateVpcEndpointCommand({ VpcId, ServiceName: s3, RouteTableIds }));
    const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds }));
    const { PrefixLists } = await ec2.send(
      new DescribePrefixListsCommand({ Filters: [{ Name: "prefix-list-name", Values: [s3] }] }),
    );
    const { PrefixLists: managed } = await ec2.send(
      new DescribeManagedPrefixListsCommand({ Filters: [{ Name: "prefix-list-name", Values: [s3] }] }),
    );

    const VpcEndpointId = VpcEndpoint?.VpcEndpointId ?? "";
    expect(VpcEndpoint).toMatchObject({ VpcEndpointType: "Gateway", State: "available", RouteTableIds });
    expect(JSON.parse(VpcEndpoint?.PolicyDocument ?? "")).toMatchObject({ Statement: [{ Effect: "Allow" }] });
    expect(RouteTables?.[0]?.Routes?.at(-1)).toMatchObject({
      DestinationPrefixListId: PrefixLists?.[0]?.PrefixListId,
      GatewayId: VpcEndpointId,
    });
    expect(managed?.[0]?.PrefixListId).toBe(PrefixLists?.[0]?.PrefixListId);
    await expect(
      ec2.send(new CreateVpcEndpointCommand({ VpcId, ServiceName: s3, RouteTableIds })),
    ).rejects.toMatchObject({ name: "RouteAlreadyExists" });
    await ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId, RemoveRouteTableIds: RouteTableIds }));
    const { RouteTables: after } = await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds }));
    expect(after?.[0]?.Routes).toHaveLength(1);
  });
});

describe("An interface endpoint", () => {
  it("stands in its subnets with interfaces of its groups, and takes the service's name where the network has names", async () => {
    const { ec2 } = cloud;
    const { GroupId = "" } = await ec2.send(
      new CreateSecurityGroupCommand({ GroupName: "endpoints", Description: "of a test", VpcId }),
    );
    const wanted = { VpcId, ServiceName: secrets, SubnetIds: [SubnetId], SecurityGroupIds: [GroupId] };
    const create = () =>
      ec2.send(new CreateVpcEndpointCommand({ ...wanted, VpcEndpointType: "Interface", PrivateDnsEnabled: true }));

    await expect(create()).rejects.toMatchObject({ name: "InvalidParameter" });
    await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }));
    const { VpcEndpoint } = await create();
    const VpcEndpointIds = [VpcEndpoint?.VpcEndpointId ?? ""];
    await expect(create()).rejects.toMatchObject({ name: "InvalidParameter" });
    const { NetworkInterfaces } = await ec2.send(
      new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: VpcEndpoint?.NetworkInterfaceIds ?? [] }),
    );

    expect(VpcEndpoint?.DnsEntries?.map(({ DnsName }) => DnsName)).toContain("secretsmanager.eu-west-1.amazonaws.com");
    expect(NetworkInterfaces).toMatchObject([
      {
        SubnetId,
        InterfaceType: "vpc_endpoint",
        PrivateIpAddress: "10.0.0.4",
        Groups: [{ GroupId }],
        Status: "in-use",
      },
    ]);
    await expect(ec2.send(new DeleteSecurityGroupCommand({ GroupId }))).rejects.toMatchObject({
      name: "DependencyViolation",
    });
    const { Unsuccessful } = await ec2.send(
      new DeleteVpcEndpointsCommand({ VpcEndpointIds: [...VpcEndpointIds, "vpce-00000000000000000"] }),
    );
    expect(Unsuccessful).toMatchObject([
      { ResourceId: "vpce-00000000000000000", Error: { Code: "InvalidVpcEndpointId.NotFound" } },
    ]);
    await expect(ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds }))).rejects.toMatchObject({
      name: "InvalidVpcEndpointId.NotFound",
    });
  });

  it("is of a service that there is", async () => {
    const { ec2 } = cloud;
    const { ServiceDetails } = await ec2.send(
      new DescribeVpcEndpointServicesCommand({ Filters: [{ Name: "service-name", Values: [s3] }] }),
    );

    expect(ServiceDetails?.map(({ ServiceType }) => ServiceType?.[0]?.ServiceType)).toEqual(["Gateway", "Interface"]);
    await expect(
      ec2.send(new CreateVpcEndpointCommand({ VpcId, ServiceName: "com.amazonaws.eu-west-1.none" })),
    ).rejects.toMatchObject({ name: "InvalidServiceName" });
  });
});

describe("A NAT gateway", () => {
  it("takes an address, and gives it back when it goes", async () => {
    const { ec2 } = cloud;
    const { AllocationId = "", PublicIp } = await ec2.send(new AllocateAddressCommand({ Domain: "vpc" }));
    const AllocationIds = [AllocationId];

    const { NatGateway } = await ec2.send(new CreateNatGatewayCommand({ SubnetId, AllocationId }));
    const { NatGatewayId = "" } = NatGateway ?? {};
    await expect(ec2.send(new ReleaseAddressCommand({ AllocationId }))).rejects.toMatchObject({
      name: "InvalidIPAddress.InUse",
    });
    const { NatGateways } = await ec2.send(new DescribeNatGatewaysCommand({ NatGatewayIds: [NatGatewayId] }));
    const { Addresses: attributes } = await ec2.send(new DescribeAddressesAttributeCommand({ AllocationIds }));

    expect(NatGateways).toMatchObject([
      { State: "available", VpcId, NatGatewayAddresses: [{ AllocationId, PublicIp }] },
    ]);
    expect(attributes).toMatchObject([{ AllocationId, PublicIp }]);
    await ec2.send(new DeleteNatGatewayCommand({ NatGatewayId }));
    await ec2.send(new ReleaseAddressCommand({ AllocationId }));
    await expect(ec2.send(new DescribeAddressesCommand({ AllocationIds }))).rejects.toMatchObject({
      name: "InvalidAllocationID.NotFound",
    });
  });
});

describe("A network interface", () => {
  it("has an address of its subnet, and may have a public one", async () => {
    const { ec2 } = cloud;
    const { NetworkInterface } = await ec2.send(new CreateNetworkInterfaceCommand({ SubnetId }));
    const { NetworkInterfaceId = "", PrivateIpAddress } = NetworkInterface ?? {};
    const { AllocationId } = await ec2.send(new AllocateAddressCommand({}));
    const { AssociationId } = await ec2.send(new AssociateAddressCommand({ AllocationId, NetworkInterfaceId }));

    const { Addresses } = await ec2.send(new DescribeAddressesCommand({ AllocationIds: [AllocationId ?? ""] }));

    expect(Addresses).toMatchObject([{ AssociationId, NetworkInterfaceId, PrivateIpAddress }]);
    await ec2.send(new DisassociateAddressCommand({ AssociationId }));
    await ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId }));
    await expect(ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId }))).rejects.toMatchObject({
      name: "InvalidNetworkInterfaceID.NotFound",
    });
  });
});
