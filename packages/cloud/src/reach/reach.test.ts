import { describe, expect, it } from "vitest";
import type { Network } from "./network.ts";
import { reachPlace } from "./place.ts";
import { reachAddress, reachService, reachStanding } from "./reach.ts";

const rule = (GroupId: string, more: object) => ({
  SecurityGroupRuleId: `sgr-${GroupId}`,
  GroupId,
  IsEgress: false,
  IpProtocol: "tcp",
  FromPort: 5432,
  ToPort: 5432,
  ...more,
});
const anything = { IsEgress: true, IpProtocol: "-1", FromPort: -1, ToPort: -1, CidrIpv4: "0.0.0.0/0" };
const entry = (RuleNumber: number, Egress: boolean, RuleAction: "allow" | "deny", more = {}) => ({
  ...{ RuleNumber, Egress, RuleAction, Protocol: "-1", CidrBlock: "0.0.0.0/0" },
  ...more,
});

/** A private and a public subnet; the database's group lets in the functions'. */
const network: Network = {
  region: "eu-west-1",
  vpcs: [
    {
      VpcId: "vpc-1",
      CidrBlock: "10.0.0.0/16",
      CidrBlockAssociationSet: [],
      IsDefault: true,
      attributes: { EnableDnsSupport: true, EnableDnsHostnames: true },
    },
  ],
  subnets: [
    { SubnetId: "subnet-private", VpcId: "vpc-1", CidrBlock: "10.0.1.0/24", AvailabilityZone: "eu-west-1a" },
    { SubnetId: "subnet-public", VpcId: "vpc-1", CidrBlock: "10.0.2.0/24", AvailabilityZone: "eu-west-1b" },
  ],
  routeTables: [
    {
      RouteTableId: "rtb-main",
      VpcId: "vpc-1",
      Associations: [{ Main: true }],
      Routes: [
        { DestinationCidrBlock: "10.0.0.0/16", GatewayId: "local" },
        { DestinationCidrBlock: "0.0.0.0/0", NatGatewayId: "nat-1" },
      ],
    },
    {
      RouteTableId: "rtb-public",
      VpcId: "vpc-1",
      Associations: [{ Main: false, SubnetId: "subnet-public" }],
      Routes: [
        { DestinationCidrBlock: "10.0.0.0/16", GatewayId: "local" },
        { DestinationCidrBlock: "0.0.0.0/0", GatewayId: "igw-1" },
      ],
    },
  ],
  networkAcls: [
    {
      NetworkAclId: "acl-1",
      Entries: [true, false].flatMap((isOut) => [entry(100, isOut, "allow"), entry(32_767, isOut, "deny")]),
      Associations: [{ SubnetId: "subnet-private" }, { SubnetId: "subnet-public" }],
    },
  ],
  groupRules: [
    rule("sg-functions", anything),
    rule("sg-database", { ReferencedGroupInfo: { GroupId: "sg-functions" } }),
    rule("sg-database", anything),
  ],
  endpoints: [],
  interfaces: [],
  internetGateways: [{ InternetGatewayId: "igw-1", Attachments: [{ VpcId: "vpc-1" }] }],
  natGateways: [{ NatGatewayId: "nat-1", SubnetId: "subnet-public", ConnectivityType: "public" }],
  prefixLists: [{ PrefixListId: "pl-s3", PrefixListName: "com.amazonaws.eu-west-1.s3", Cidrs: ["52.216.0.0/15"] }],
};
const fn = { name: "fn", subnetId: "subnet-private", groupIds: ["sg-functions"] };
const database = { name: "shop", subnetId: "subnet-public", groupIds: ["sg-database"] };
const withEntries = (...Entries: Network["networkAcls"][number]["Entries"]): Network => ({
  ...network,
  networkAcls: network.networkAcls.map((acl) => ({ ...acl, Entries: [...Entries, ...acl.Entries] })),
});
const withRoutes = (Routes: Network["routeTables"][number]["Routes"]): Network => ({
  ...network,
  routeTables: network.routeTables.map((table, at) => (at === 0 ? { ...table, Routes } : table)),
});
const atOf = (hops: readonly { readonly at: string }[]): string[] => hops.map(({ at }) => at);

describe("The way to a database", () => {
  it("goes through the group, the route, both ACLs there and back, and the other group", () => {
    const path = reachStanding(network, fn, database, [5432]);

    expect(path.isOpen).toBe(true);
    expect(atOf(path.hops)).toEqual(["sg-functions", "rtb-main", "acl-1", "acl-1", "acl-1", "acl-1", "sg-database"]);
  });

  it("meets no ACL within one subnet", () => {
    const closed = withEntries(entry(1, true, "deny"), entry(1, false, "deny"));

    const path = reachStanding(closed, fn, { ...database, subnetId: "subnet-private" }, [5432]);

    expect(path.isOpen).toBe(true);
  });

  it.each([
    ["a rule about another port", { FromPort: 3306, ToPort: 3306 }],
    ["a rule about UDP", { IpProtocol: "udp" }],
    ["a rule about another group", { ReferencedGroupInfo: { GroupId: "sg-else" } }],
    ["a rule about half of its subnet", { ReferencedGroupInfo: undefined, CidrIpv4: "10.0.1.0/25" }],
  ])("ends at %s", (_, more) => {
    const groupRules = network.groupRules.map((one, at) => (at === 1 ? { ...one, ...more } : one));

    const { missing } = reachStanding({ ...network, groupRules }, fn, database, [5432]);

    expect(missing?.at).toBe("sg-database");
    expect(missing?.add).toContain("--group-id sg-database --protocol tcp --port 5432 --source-group sg-functions");
  });

  it("ends at the caller's own group, which lets nothing out", () => {
    const groupRules = network.groupRules.slice(1);

    expect(reachStanding({ ...network, groupRules }, fn, database, [5432]).missing).toMatchObject({
      at: "sg-functions",
      add: expect.stringContaining("authorize-security-group-egress --group-id sg-functions"),
    });
  });

  it("ends at an ACL that lets the connection in but no answer out", () => {
    const stateless = withEntries(entry(10, true, "deny", { Protocol: "6", PortRange: { From: 40_000, To: 40_000 } }));

    const { missing } = reachStanding(stateless, fn, database, [5432]);

    expect(missing?.says).toContain("its answers, tcp 32768-60999, out of subnet-public");
    expect(missing?.says).toContain("but rule 10 denies");
  });

  it("takes the rules of an ACL in their order", () => {
    const denied = entry(20, false, "deny", { Protocol: "6", PortRange: { From: 5432, To: 5432 } });

    const first = withEntries(entry(10, false, "allow"), denied);

    expect(reachStanding(first, fn, database, [5432]).isOpen).toBe(true);
    expect(reachStanding(withEntries(denied), fn, database, [5432]).isOpen).toBe(false);
  });

  it("ends between two VPCs", () => {
    const other = { SubnetId: "subnet-far", VpcId: "vpc-2", CidrBlock: "10.9.0.0/24", AvailabilityZone: "eu-west-1a" };
    const subnets = [...network.subnets, other];
    const rules = rule("sg-database", { CidrIpv4: "0.0.0.0/0" });
    const two = { ...network, subnets, groupRules: [...network.groupRules, rules] };

    expect(reachStanding(two, fn, { ...database, subnetId: "subnet-far" }, [5432]).missing?.says).toContain(
      "has no route from vpc-1 to shop",
    );
  });

  it("is open only where it is open from every subnet", () => {
    const place = { name: "fn", subnetIds: ["subnet-private", "subnet-gone"], groupIds: ["sg-functions"] };
    const to = { name: "shop", subnetIds: "default", groupIds: ["sg-database"], ports: [5432] } as const;

    expect(reachPlace(network, place, to).missing?.at).toBe("subnet-gone");
    expect(reachPlace(network, { ...place, subnetIds: ["subnet-private"] }, to).isOpen).toBe(true);
  });
});

describe("The way to a service", () => {
  it("leads over a NAT gateway in a subnet with an internet gateway", () => {
    const path = reachService(network, fn, "sqs", "eu-west-1");

    expect(path).toMatchObject({ isOpen: true, passage: { endpointId: undefined } });
    expect(atOf(path.hops).filter((at) => at.startsWith("rtb-"))).toEqual(["rtb-main", "rtb-public"]);
  });

  it("takes the route that says most about an address", () => {
    const [local] = network.routeTables[0]?.Routes ?? [];
    const blackhole = { DestinationCidrBlock: "54.0.0.0/8", NatGatewayId: "nat-gone" };
    const withBoth = withRoutes([{ DestinationCidrBlock: "0.0.0.0/0", NatGatewayId: "nat-1" }, blackhole]);

    expect(local).toBeDefined();
    expect(reachService(withBoth, fn, "sqs", "eu-west-1").isOpen).toBe(false);
    expect(reachService(withBoth, fn, "s3", "eu-west-1").isOpen).toBe(true);
  });

  it("ends at an internet gateway for who has no public address", () => {
    const { missing } = reachAddress(network, { ...fn, subnetId: "subnet-public" }, "1.1.1.1", 443);

    expect(missing?.says).toContain("igw-1, which takes only who has a public address");
  });

  it("prefers a gateway endpoint in the routes, which serves its own region", () => {
    const endpoint = {
      VpcEndpointId: "vpce-1",
      VpcEndpointType: "Gateway" as const,
      VpcId: "vpc-1",
      ServiceName: "com.amazonaws.eu-west-1.s3",
      PolicyDocument: "{}",
      RouteTableIds: ["rtb-main"],
      SubnetIds: [],
      securityGroupIds: [],
      NetworkInterfaceIds: [],
      PrivateDnsEnabled: false,
    };
    const groupRules = [rule("sg-functions", { IsEgress: true, FromPort: 443, ToPort: 443, PrefixListId: "pl-s3" })];
    const closed = { ...withRoutes([]), endpoints: [endpoint], groupRules };

    expect(reachService(closed, fn, "s3", "eu-west-1")).toMatchObject({ passage: { endpointId: "vpce-1" } });
    expect(reachService(closed, fn, "s3", "us-east-1").isOpen).toBe(false);
    expect(reachService(closed, fn, "dynamodb", "eu-west-1").missing?.at).toBe("sg-functions");
  });

  it("leads nowhere through an interface endpoint without private DNS", () => {
    const endpoint = {
      VpcEndpointId: "vpce-2",
      VpcEndpointType: "Interface" as const,
      VpcId: "vpc-1",
      ServiceName: "com.amazonaws.eu-west-1.sqs",
      PolicyDocument: "{}",
      RouteTableIds: [],
      SubnetIds: ["subnet-private"],
      securityGroupIds: ["sg-endpoint"],
      NetworkInterfaceIds: ["eni-1"],
      PrivateDnsEnabled: false,
    };

    const { missing } = reachService({ ...withRoutes([]), endpoints: [endpoint] }, fn, "sqs", "eu-west-1");

    expect(missing).toMatchObject({ at: "vpce-2", says: expect.stringContaining("no private DNS") });
  });
});

describe("The way to an address", () => {
  it("ends at a private one that nobody has", () =>
    expect(reachAddress(network, fn, "10.0.1.77", 80).missing?.says).toBe("is not there"));
});
