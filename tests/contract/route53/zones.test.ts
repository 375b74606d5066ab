import { CreateVpcCommand } from "@aws-sdk/client-ec2";
import {
  AssociateVPCWithHostedZoneCommand,
  type Change,
  ChangeResourceRecordSetsCommand,
  ChangeTagsForResourceCommand,
  CreateHostedZoneCommand,
  DeleteHostedZoneCommand,
  DisassociateVPCFromHostedZoneCommand,
  GetChangeCommand,
  GetHostedZoneCommand,
  GetHostedZoneCountCommand,
  ListHostedZonesByNameCommand,
  ListHostedZonesByVPCCommand,
  ListHostedZonesCommand,
  ListResourceRecordSetsCommand,
  ListTagsForResourceCommand,
  ListTagsForResourcesCommand,
  type ResourceRecordSet,
  Route53Client,
  TestDNSAnswerCommand,
  UpdateHostedZoneCommentCommand,
} from "@aws-sdk/client-route-53";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientConfig, startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
let dns: Route53Client;
let references = 0;

beforeAll(async () => {
  cloud = await startTestCloud();
  dns = new Route53Client(clientConfig(cloud.cloud.endpoint));
});
afterAll(async () => {
  dns.destroy();
  await cloud.stop();
});

async function newZone(Name: string, more = {}) {
  const made = await dns.send(new CreateHostedZoneCommand({ Name, CallerReference: `r${++references}`, ...more }));
  return { ...made, id: made.HostedZone?.Id ?? "" };
}
const change = (HostedZoneId: string, ...Changes: Change[]) =>
  dns.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } }));
const address = (Name: string, Value = "10.0.0.1"): ResourceRecordSet => ({
  Name,
  Type: "A",
  TTL: 60,
  ResourceRecords: [{ Value }],
});
const records = async (HostedZoneId: string) =>
  (await dns.send(new ListResourceRecordSetsCommand({ HostedZoneId }))).ResourceRecordSets ?? [];

describe("hosted zones", () => {
  it("begin with their name servers and the start of authority, and say so", async () => {
    const { id, HostedZone, DelegationSet, ChangeInfo, Location } = await newZone("Example.com", {
      HostedZoneConfig: { Comment: "of partners" },
    });

    expect(id).toMatch(/^\/hostedzone\/Z[0-9A-Z]{20}$/);
    expect(Location).toBe(`https://route53.amazonaws.com/2013-04-01${id}`);
    expect(HostedZone).toMatchObject({
      Name: "example.com.",
      Config: { Comment: "of partners", PrivateZone: false },
      ResourceRecordSetCount: 2,
    });
    expect(DelegationSet?.NameServers).toHaveLength(4);
    expect(ChangeInfo?.Status).toBe("PENDING");
    expect((await dns.send(new GetChangeCommand({ Id: ChangeInfo?.Id }))).ChangeInfo?.Status).toBe("INSYNC");
    expect((await records(id)).map(({ Name, Type, TTL }) => [Name, Type, TTL])).toEqual([
      ["example.com.", "NS", 172_800],
      ["example.com.", "SOA", 900],
    ]);
    expect((await dns.send(new GetHostedZoneCommand({ Id: id }))).DelegationSet).toEqual(DelegationSet);
  });

  it("are listed, counted, found by name, commented and deleted once they hold nothing else", async () => {
    const { id } = await newZone("b.listed.net");
    await newZone("a.listed.net");
    await change(id, { Action: "CREATE", ResourceRecordSet: address("www.b.listed.net") });

    const byName = await dns.send(new ListHostedZonesByNameCommand({ DNSName: "a.listed.net", MaxItems: 1 }));
    expect(byName.HostedZones?.map(({ Name }) => Name)).toEqual(["a.listed.net."]);
    expect(byName).toMatchObject({ IsTruncated: true, NextDNSName: "b.listed.net." });

    await dns.send(new UpdateHostedZoneCommentCommand({ Id: id, Comment: "second" }));
    const { HostedZones = [] } = await dns.send(new ListHostedZonesCommand({}));
    expect(HostedZones.find(({ Id }) => Id === id)?.Config?.Comment).toBe("second");
    const { HostedZoneCount } = await dns.send(new GetHostedZoneCountCommand({}));
    expect(HostedZoneCount).toBe(HostedZones.length);

    await expect(dns.send(new DeleteHostedZoneCommand({ Id: id }))).rejects.toMatchObject({
      name: "HostedZoneNotEmpty",
    });
    await change(id, { Action: "DELETE", ResourceRecordSet: address("www.b.listed.net") });
    await dns.send(new DeleteHostedZoneCommand({ Id: id }));
    await expect(dns.send(new GetHostedZoneCommand({ Id: id }))).rejects.toMatchObject({
      name: "NoSuchHostedZone",
      message: `No hosted zone found with ID: ${id.replace("/hostedzone/", "")}`,
    });
  });

  it("are made once for a caller's reference, and only of names", async () => {
    const made = { Name: "once.org", CallerReference: "once" };
    await dns.send(new CreateHostedZoneCommand(made));

    await expect(dns.send(new CreateHostedZoneCommand(made))).rejects.toMatchObject({
      name: "HostedZoneAlreadyExists",
      $metadata: { httpStatusCode: 409 },
    });
    await expect(newZone("not a name..")).rejects.toMatchObject({ name: "InvalidDomainName" });
  });

  it("have tags", async () => {
    const { id } = await newZone("tagged.org");
    const asked = { ResourceType: "hostedzone", ResourceId: id.replace("/hostedzone/", "") } as const;
    const AddTags = [
      { Key: "team", Value: "data" },
      { Key: "stage", Value: "dev" },
    ];
    await dns.send(new ChangeTagsForResourceCommand({ ...asked, AddTags }));
    await dns.send(new ChangeTagsForResourceCommand({ ...asked, RemoveTagKeys: ["stage"] }));

    const Tags = [{ Key: "team", Value: "data" }];
    expect((await dns.send(new ListTagsForResourceCommand(asked))).ResourceTagSet).toEqual({ ...asked, Tags });
    const many = { ResourceType: asked.ResourceType, ResourceIds: [asked.ResourceId] };
    expect((await dns.send(new ListTagsForResourcesCommand(many))).ResourceTagSets).toEqual([{ ...asked, Tags }]);
  });

  it("are private where they are given a network", async () => {
    const vpcs: string[] = [];
    for (const CidrBlock of ["10.1.0.0/16", "10.2.0.0/16"]) {
      vpcs.push((await cloud.ec2.send(new CreateVpcCommand({ CidrBlock }))).Vpc?.VpcId ?? "");
    }
    const [first, second] = vpcs.map((VPCId) => ({ VPCId, VPCRegion: "eu-west-1" as const }));
    const { id, HostedZone } = await newZone("inside.local", { VPC: first });
    expect(HostedZone?.Config?.PrivateZone).toBe(true);

    await dns.send(new AssociateVPCWithHostedZoneCommand({ HostedZoneId: id, VPC: second }));
    expect((await dns.send(new GetHostedZoneCommand({ Id: id }))).VPCs).toEqual([first, second]);
    await dns.send(new DisassociateVPCFromHostedZoneCommand({ HostedZoneId: id, VPC: first }));
    const byVpc = await dns.send(new ListHostedZonesByVPCCommand({ VPCId: second?.VPCId, VPCRegion: "eu-west-1" }));
    expect(byVpc.HostedZoneSummaries?.map(({ Name }) => Name)).toEqual(["inside.local."]);
    await expect(
      dns.send(new DisassociateVPCFromHostedZoneCommand({ HostedZoneId: id, VPC: second })),
    ).rejects.toMatchObject({ name: "LastVPCAssociation" });
    const unknown = { VPCId: "vpc-0123456789abcdef0", VPCRegion: "eu-west-1" };
    await expect(newZone("nowhere.local", { VPC: unknown })).rejects.toMatchObject({ name: "InvalidVPCId" });
    const open = await newZone("open.org");
    await expect(
      dns.send(new AssociateVPCWithHostedZoneCommand({ HostedZoneId: open.id, VPC: first })),
    ).rejects.toMatchObject({ name: "PublicZoneVPCAssociation" });
  });
});

describe("records", () => {
  it("are listed by the labels of their names from the right, page by page", async () => {
    const { id } = await newZone("order.org");
    for (const name of ["z.a.order.org", "*.order.org", "b.order.org", "a.order.org"]) {
      await change(id, { Action: "UPSERT", ResourceRecordSet: address(name) });
    }

    const names = (await records(id)).filter(({ Type }) => Type === "A").map(({ Name }) => Name);
    expect(names).toEqual(["\\052.order.org.", "a.order.org.", "z.a.order.org.", "b.order.org."]);
    const page = await dns.send(
      new ListResourceRecordSetsCommand({
        HostedZoneId: id,
        StartRecordName: "a.order.org",
        StartRecordType: "A",
        MaxItems: 1,
      }),
    );
    expect(page).toMatchObject({ IsTruncated: true, NextRecordName: "z.a.order.org.", NextRecordType: "A" });
  });

  it("are changed all or none, with what is wrong with each", async () => {
    const { id } = await newZone("batch.org");
    await change(id, { Action: "CREATE", ResourceRecordSet: address("www.batch.org") });

    const refused = await change(
      id,
      { Action: "CREATE", ResourceRecordSet: address("new.batch.org") },
      { Action: "CREATE", ResourceRecordSet: address("www.batch.org") },
      { Action: "DELETE", ResourceRecordSet: address("www.batch.org", "10.9.9.9") },
      { Action: "DELETE", ResourceRecordSet: address("none.batch.org") },
      { Action: "CREATE", ResourceRecordSet: address("www.other.org") },
      { Action: "CREATE", ResourceRecordSet: address("bad.batch.org", "10.0.0") },
    ).catch((error) => error);

    expect(refused.name).toBe("InvalidChangeBatch");
    expect(refused.message).toBe(
      "[Tried to create resource record set [name='www.batch.org.', type='A'] but it already exists, " +
        "Tried to delete resource record set [name='www.batch.org.', type='A'] but the values provided do not match the current values, " +
        "Tried to delete resource record set [name='none.batch.org.', type='A'] but it was not found, " +
        "RRSet with DNS name www.other.org. is not permitted in zone batch.org., " +
        "Invalid Resource Record: 'FATAL problem: ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address) encountered with '10.0.0'']",
    );
    expect((await records(id)).filter(({ Type }) => Type === "A")).toHaveLength(1);
  });

  it("keep what a zone must have, and no other beside a CNAME", async () => {
    const { id } = await newZone("rules.org");
    const own = await records(id);
    const alias = (Name: string): ResourceRecordSet => ({
      Name,
      Type: "CNAME",
      TTL: 60,
      ResourceRecords: [{ Value: "elsewhere.org" }],
    });
    await change(id, { Action: "CREATE", ResourceRecordSet: alias("www.rules.org") });

    for (const [changed, message] of [
      [{ Action: "DELETE", ResourceRecordSet: own[1] }, "exactly one SOA"],
      [{ Action: "DELETE", ResourceRecordSet: own[0] }, "at least one NS"],
      [{ Action: "CREATE", ResourceRecordSet: alias("rules.org") }, "not permitted at apex"],
      [{ Action: "CREATE", ResourceRecordSet: address("www.rules.org") }, "conflicts with other records"],
      [{ Action: "CREATE", ResourceRecordSet: { Name: "x.rules.org", Type: "A" } }, "but found none"],
    ] as [Change, string][]) {
      await expect(change(id, changed)).rejects.toThrow(message);
    }
  });

  it("answer as a name server would, wildcards and aliases included", async () => {
    const { id } = await newZone("answer.org");
    const target = { HostedZoneId: id, DNSName: "www.answer.org", EvaluateTargetHealth: false };
    await change(
      id,
      { Action: "CREATE", ResourceRecordSet: address("www.answer.org") },
      { Action: "CREATE", ResourceRecordSet: address("*.answer.org", "10.0.0.2") },
      { Action: "CREATE", ResourceRecordSet: { Name: "answer.org", Type: "A", AliasTarget: target } },
    );
    const ask = async (RecordName: string) => {
      const HostedZoneId = id.replace("/hostedzone/", "");
      const { RecordData, ResponseCode } = await dns.send(
        new TestDNSAnswerCommand({ HostedZoneId, RecordName, RecordType: "A" }),
      );
      return [ResponseCode, ...(RecordData ?? [])];
    };

    expect(await ask("www.answer.org")).toEqual(["NOERROR", "10.0.0.1"]);
    expect(await ask("any.answer.org")).toEqual(["NOERROR", "10.0.0.2"]);
    expect(await ask("answer.org")).toEqual(["NOERROR", "10.0.0.1"]);
    expect(await ask("elsewhere.org")).toEqual(["NXDOMAIN"]);
  });
});
