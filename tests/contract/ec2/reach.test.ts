import {
  AuthorizeSecurityGroupIngressCommand,
  CreateNetworkAclEntryCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DeleteNetworkAclEntryCommand,
  DeleteVpcEndpointsCommand,
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  ModifyVpcAttributeCommand,
  ModifyVpcEndpointCommand,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import {
  CreateDBInstanceCommand,
  CreateDBSubnetGroupCommand,
  DescribeDBInstancesCommand,
  ModifyDBInstanceCommand,
} from "@aws-sdk/client-rds";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { noPostgres } from "../../support/postgres.ts";
import { createFunction, createRole, invoke } from "../lambda/function.ts";

interface Told {
  readonly isOpen: boolean;
  readonly endpoint?: string;
  readonly hops: readonly { readonly at: string; readonly says: string }[];
  readonly missing?: { readonly at: string; readonly says: string; readonly add: string };
}

/** Asks an address, and gives up after a while: what reaches nobody is answered by nobody. */
const probe = `
const net = require("node:net");
const ask = {
  http: async ({ url, ...request }) => {
    const answer = await fetch(url ?? process.env.AWS_ENDPOINT_URL + "/", request);
    return { status: answer.status, text: await answer.text() };
  },
  tcp: ({ host, port }) => new Promise((resolve, reject) => {
    const socket = net.connect(port, host, () => socket.write(Buffer.from("0000000804d2162f", "hex")));
    socket.once("data", (data) => { socket.destroy(); resolve(data.toString("latin1")); });
    socket.once("error", reject);
  }),
};
exports.handler = (event) => Promise.race([
  ask[event.kind](event),
  new Promise((resolve) => setTimeout(() => resolve("nothing"), event.ms ?? 700)),
]);
`;

let cloud: TestCloud;
const network = { vpc: "", a: "", b: "", table: "", functions: "", database: "", endpoints: "", acl: "" };

async function makeNetwork(): Promise<void> {
  const { ec2 } = cloud;
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.1.0.0/16" }));
  const VpcId = Vpc?.VpcId ?? "";
  network.vpc = VpcId;
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }));
  for (const zone of ["a", "b"] as const) {
    const CidrBlock = zone === "a" ? "10.1.1.0/24" : "10.1.2.0/24";
    const { Subnet } = await ec2.send(
      new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone: `eu-west-1${zone}` }),
    );
    network[zone] = Subnet?.SubnetId ?? "";
  }
  for (const name of ["functions", "database", "endpoints"] as const) {
    const { GroupId } = await ec2.send(
      new CreateSecurityGroupCommand({ VpcId, GroupName: name, Description: `The ${name}` }),
    );
    network[name] = GroupId ?? "";
  }
  const Filters = [{ Name: "vpc-id", Values: [VpcId] }];
  const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ Filters }));
  network.table = RouteTables?.[0]?.RouteTableId ?? "";
  const { NetworkAcls } = await ec2.send(new DescribeNetworkAclsCommand({ Filters }));
  network.acl = NetworkAcls?.[0]?.NetworkAclId ?? "";
}

beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
  await makeNetwork();
  const vpc = { SubnetIds: [network.a], SecurityGroupIds: [network.functions] };
  await createFunction(cloud, { name: "inside", files: { "index.js": probe }, vpc });
  await createFunction(cloud, { name: "outside", files: { "index.js": probe } });
});
afterAll(() => cloud.stop());

async function reach(from: string, to: string): Promise<Told> {
  const question = new URLSearchParams({ from, to, region: "eu-west-1" });
  const answer = await fetch(`${cloud.cloud.endpoint}/_millrace/reach?${question}`);
  return (await answer.json()) as Told;
}

const ask = async (name: string, event: object): Promise<unknown> => (await invoke(cloud, name, event)).payload;

const callOf = (service: string, target: string) => ({
  kind: "http",
  method: "POST",
  body: "{}",
  headers: {
    "x-amz-target": target,
    authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=00`,
    "x-amz-date": "20260101T000000Z",
  },
});

describe("A service of AWS", () => {
  it("is reached by everybody outside, and from inside through a gateway endpoint in the routes", async () => {
    expect(await ask("outside", { kind: "http" })).toMatchObject({ status: expect.any(Number) });
    expect(await ask("inside", { kind: "http" })).toBe("nothing");
    expect(await reach("inside", "s3")).toMatchObject({
      isOpen: false,
      missing: {
        at: network.table,
        says: expect.stringContaining("neither an endpoint nor a NAT gateway"),
        add: expect.stringContaining("aws ec2 create-vpc-endpoint"),
      },
    });

    const { VpcEndpoint } = await cloud.ec2.send(
      new CreateVpcEndpointCommand({
        VpcId: network.vpc,
        ServiceName: "com.amazonaws.eu-west-1.s3",
        RouteTableIds: [network.table],
      }),
    );
    const VpcEndpointId = VpcEndpoint?.VpcEndpointId ?? "";

    expect(await reach("inside", "s3")).toMatchObject({ isOpen: true, endpoint: VpcEndpointId });
    expect(await ask("inside", { kind: "http" })).toMatchObject({ status: expect.any(Number) });
    await cloud.ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId, RemoveRouteTableIds: [network.table] }));
    expect(await ask("inside", { kind: "http" })).toBe("nothing");
    expect((await reach("inside", "s3")).missing?.add).toContain(`--add-route-table-ids ${network.table}`);
    await cloud.ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpointId] }));
  });

  it("is reached through an interface endpoint whose group lets the function in", async () => {
    const call = callOf("secretsmanager", "secretsmanager.ListSecrets");
    await cloud.ec2.send(
      new CreateVpcEndpointCommand({
        VpcId: network.vpc,
        VpcEndpointType: "Interface",
        ServiceName: "com.amazonaws.eu-west-1.secretsmanager",
        SubnetIds: [network.a],
        SecurityGroupIds: [network.endpoints],
      }),
    );

    expect(await ask("inside", call)).toBe("nothing");
    expect((await reach("inside", "secretsmanager")).missing).toEqual({
      at: network.endpoints,
      says: expect.stringContaining("has no rule that lets in tcp 443 from inside"),
      add: `aws ec2 authorize-security-group-ingress --group-id ${network.endpoints} --protocol tcp --port 443 --source-group ${network.functions}`,
    });
    await cloud.ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId: network.endpoints,
        IpPermissions: [
          { IpProtocol: "tcp", FromPort: 443, ToPort: 443, UserIdGroupPairs: [{ GroupId: network.functions }] },
        ],
      }),
    );
    expect((await reach("inside", "secretsmanager")).isOpen).toBe(true);
    expect(await ask("inside", call)).toMatchObject({ status: expect.any(Number) });
    expect(await ask("inside", callOf("sqs", "AmazonSQS.ListQueues"))).toBe("nothing");
  });

  it("answers who comes through an endpoint what the endpoint's policy allows", async () => {
    const { s3, ec2 } = cloud;
    for (const Bucket of ["allowed-things", "other-things"]) {
      await s3.send(
        new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
      );
      await s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "content" }));
    }
    const urlOf = (Bucket: string) => getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: "a" }));
    const { VpcEndpoint } = await ec2.send(
      new CreateVpcEndpointCommand({
        VpcId: network.vpc,
        ServiceName: "com.amazonaws.eu-west-1.s3",
        RouteTableIds: [network.table],
        PolicyDocument: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::allowed-things/*" },
          ],
        }),
      }),
    );

    const allowed = await ask("inside", { kind: "http", url: await urlOf("allowed-things") });
    const other = await ask("inside", { kind: "http", url: await urlOf("other-things") });
    const outside = await ask("outside", { kind: "http", url: await urlOf("other-things") });

    expect(allowed).toEqual({ status: 200, text: "content" });
    expect(other).toMatchObject({
      status: 403,
      text: expect.stringContaining("because no VPC endpoint policy allows the s3:GetObject action"),
    });
    expect(outside).toEqual({ status: 200, text: "content" });
    await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpoint?.VpcEndpointId ?? ""] }));
  });

  it("is told in the decisions when it was not reached, with what to add", async () => {
    await ask("inside", { kind: "http" });

    const { decisions } = (await (await fetch(`${cloud.cloud.endpoint}/_millrace/decisions`)).json()) as {
      readonly decisions: readonly { readonly action: string; readonly resource: string; readonly fix: string }[];
    };

    expect(decisions.filter(({ action }) => action === "connect")).toContainEqual(
      expect.objectContaining({
        principal: "arn:aws:iam::000000000000:role/function",
        resource: "s3.eu-west-1.amazonaws.com",
        isAllowed: false,
        fix: expect.stringContaining("create-vpc-endpoint"),
      }),
    );
  });
});

describe.skipIf(noPostgres !== undefined)("A database", () => {
  let port = 0;
  beforeAll(async () => {
    await cloud.rds.send(
      new CreateDBSubnetGroupCommand({
        DBSubnetGroupName: "private",
        DBSubnetGroupDescription: "Private",
        SubnetIds: [network.a, network.b],
      }),
    );
    await cloud.rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: "shop",
        DBInstanceClass: "db.t4g.micro",
        Engine: "postgres",
        AllocatedStorage: 20,
        MasterUsername: "owner",
        MasterUserPassword: "correct horse battery".replaceAll(" ", "-"),
        DBSubnetGroupName: "private",
        VpcSecurityGroupIds: [network.database],
        AvailabilityZone: "eu-west-1b",
      }),
    );
    port = await eventually(async () => {
      const { DBInstances } = await cloud.rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: "shop" }));
      return DBInstances?.[0]?.DBInstanceStatus === "available" ? DBInstances[0].Endpoint?.Port : undefined;
    });
  });

  const permission = () => ({
    GroupId: network.database,
    IpPermissions: [
      { IpProtocol: "tcp", FromPort: 5432, ToPort: 5432, UserIdGroupPairs: [{ GroupId: network.functions }] },
    ],
  });
  const tcp = () => ({ kind: "tcp", host: "127.0.0.1", port });

  it("is reached by a function that its security group lets in, and by nobody else in the cloud", async () => {
    expect(await ask("inside", tcp())).toBe("nothing");
    expect((await reach("inside", "shop")).missing).toMatchObject({
      at: network.database,
      says: expect.stringContaining("has no rule that lets in tcp 5432 from inside"),
    });

    await cloud.ec2.send(new AuthorizeSecurityGroupIngressCommand(permission()));

    expect((await reach("inside", "shop")).isOpen).toBe(true);
    expect((await reach("inside", `127.0.0.1:${port}`)).isOpen).toBe(true);
    expect(await ask("inside", tcp())).toMatch(/^[NS]$/);
    expect(await ask("outside", tcp())).toBe("nothing");
    expect((await reach("outside", "shop")).missing?.says).toContain("has no public address");
    await cloud.ec2.send(new RevokeSecurityGroupIngressCommand(permission()));
    expect(await ask("inside", tcp())).toBe("nothing");
    await cloud.ec2.send(new AuthorizeSecurityGroupIngressCommand(permission()));
  });

  it("is not reached while an ACL lets no answers back", async () => {
    const entry = { NetworkAclId: network.acl, RuleNumber: 50, Egress: true };
    await cloud.ec2.send(
      new CreateNetworkAclEntryCommand({
        ...entry,
        Protocol: "6",
        RuleAction: "deny",
        CidrBlock: "10.1.1.0/24",
        PortRange: { From: 40_000, To: 50_000 },
      }),
    );

    const refused = await ask("inside", tcp());
    const { missing } = await reach("inside", "shop");
    await cloud.ec2.send(new DeleteNetworkAclEntryCommand(entry));

    expect(refused).toBe("nothing");
    expect(missing).toMatchObject({ at: network.acl, says: expect.stringContaining("rule 50 denies") });
    expect(await ask("inside", tcp())).toMatch(/^[NS]$/);
  });

  it("is reached from the internet only with a public address, a route and a rule", async () => {
    const before = await reach("internet", "shop");
    await cloud.rds.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier: "shop", PubliclyAccessible: true }));
    const after = await eventually(async () => {
      const told = await reach("internet", "shop");
      return told.missing?.says === before.missing?.says ? undefined : told;
    });

    expect(before.missing?.says).toContain("has no public address");
    expect(after.missing).toMatchObject({ at: network.table, says: expect.stringContaining("internet gateway") });
  });

  it("is not reached by who does not know it", async () => {
    const answer = await fetch(`${cloud.cloud.endpoint}/_millrace/reach?from=nobody&to=shop&region=eu-west-1`);

    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { message: expect.stringContaining('"nobody"') } });
  });
});
