import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateVpcCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  ModifySecurityGroupRulesCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  UpdateSecurityGroupRuleDescriptionsEgressCommand,
  UpdateSecurityGroupRuleDescriptionsIngressCommand,
} from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
let VpcId = "";
beforeAll(async () => {
  cloud = await startTestCloud();
  VpcId = (await cloud.ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }))).Vpc?.VpcId ?? "";
});
afterAll(() => cloud.stop());

const newGroup = async (GroupName: string): Promise<string> =>
  (await cloud.ec2.send(new CreateSecurityGroupCommand({ GroupName, Description: "of a test", VpcId }))).GroupId ?? "";
const groupOf = async (GroupId: string) =>
  (await cloud.ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }))).SecurityGroups?.[0];
const rulesOf = async (GroupId: string) =>
  (await cloud.ec2.send(new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: "group-id", Values: [GroupId] }] })))
    .SecurityGroupRules ?? [];
const postgres = { IpProtocol: "tcp", FromPort: 5432, ToPort: 5432 };

describe("A security group", () => {
  it("lets everything out and nothing in, until it is told otherwise", async () => {
    const group = await groupOf(await newGroup("fresh"));

    expect(group).toMatchObject({ GroupName: "fresh", VpcId, IpPermissions: [] });
    expect(group?.IpPermissionsEgress).toMatchObject([{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }]);
  });

  it("has a name of its own in its network", async () => {
    await newGroup("taken");

    await expect(newGroup("taken")).rejects.toMatchObject({
      name: "InvalidGroup.Duplicate",
      message: `The security group 'taken' already exists for VPC '${VpcId}'`,
    });
    await expect(newGroup("default")).rejects.toMatchObject({ name: "InvalidParameterValue" });
  });

  it("goes only when no other names it, and the default one never", async () => {
    const { ec2 } = cloud;
    const named = await newGroup("named");
    const naming = await newGroup("naming");
    const IpPermissions = [{ ...postgres, UserIdGroupPairs: [{ GroupId: named }] }];
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: naming, IpPermissions }));

    await expect(ec2.send(new DeleteSecurityGroupCommand({ GroupId: named }))).rejects.toMatchObject({
      name: "DependencyViolation",
      message: `resource ${named} has a dependent object`,
    });
    await ec2.send(new DeleteSecurityGroupCommand({ GroupId: naming }));
    await ec2.send(new DeleteSecurityGroupCommand({ GroupId: named }));
    await expect(groupOf(named)).rejects.toMatchObject({ name: "InvalidGroup.NotFound" });
  });
});

describe("A rule", () => {
  it("is one for each peer, and stands with its like in the older form", async () => {
    const { ec2 } = cloud;
    const GroupId = await newGroup("peers");
    const IpRanges = [{ CidrIp: "10.0.0.77/24", Description: "a zone" }, { CidrIp: "10.0.1.0/24" }];
    const IpPermissions = [{ ...postgres, IpRanges, UserIdGroupPairs: [{ GroupId }] }];

    const { SecurityGroupRules = [] } = await ec2.send(
      new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }),
    );

    expect(SecurityGroupRules.map(({ CidrIpv4, Description, IsEgress }) => [CidrIpv4, Description, IsEgress])).toEqual([
      ["10.0.0.0/24", "a zone", false],
      ["10.0.1.0/24", undefined, false],
      [undefined, undefined, false],
    ]);
    expect((await groupOf(GroupId))?.IpPermissions).toMatchObject([
      {
        ...postgres,
        IpRanges: [{ CidrIp: "10.0.0.0/24" }, { CidrIp: "10.0.1.0/24" }],
        UserIdGroupPairs: [{ GroupId }],
      },
    ]);
  });

  it("is there once", async () => {
    const { ec2 } = cloud;
    const GroupId = await newGroup("once");
    const rule = { GroupId, IpProtocol: "6", FromPort: 80, ToPort: 80, CidrIp: "0.0.0.0/0" };
    await ec2.send(new AuthorizeSecurityGroupIngressCommand(rule));

    await expect(ec2.send(new AuthorizeSecurityGroupIngressCommand(rule))).rejects.toMatchObject({
      name: "InvalidPermission.Duplicate",
      message: 'the specified rule "peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW" already exists',
    });
    await ec2.send(new RevokeSecurityGroupIngressCommand(rule));
    await expect(ec2.send(new RevokeSecurityGroupIngressCommand(rule))).rejects.toMatchObject({
      name: "InvalidPermission.NotFound",
    });
  });

  it.each([
    [{ FromPort: 80, ToPort: 79 }, "InvalidParameterValue"],
    [{ FromPort: 70_000, ToPort: 70_000 }, "InvalidParameterValue"],
    [{ FromPort: 80, ToPort: 80, CidrIp: "10.0.0/8" }, "InvalidParameterValue"],
    [{ FromPort: 80, ToPort: 80, IpProtocol: "carrier-pigeon" }, "InvalidParameterValue"],
  ])("is refused with %j", async (more, name) => {
    const GroupId = await newGroup(`refused ${JSON.stringify(more).replace(/[^\w ]/g, "-")}`);
    const rule = { GroupId, IpProtocol: "tcp", CidrIp: "0.0.0.0/0", ...more };

    await expect(cloud.ec2.send(new AuthorizeSecurityGroupIngressCommand(rule))).rejects.toMatchObject({ name });
  });

  it("is changed, described and removed by its id", async () => {
    const { ec2 } = cloud;
    const GroupId = await newGroup("by id");
    const [everything] = await rulesOf(GroupId);
    const IpPermissions = [{ ...postgres, IpRanges: [{ CidrIp: "10.0.0.0/16" }] }];
    const { SecurityGroupRules: [out] = [] } = await ec2.send(
      new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions }),
    );
    const { SecurityGroupRuleId } = out ?? {};

    await ec2.send(
      new RevokeSecurityGroupEgressCommand({
        GroupId,
        SecurityGroupRuleIds: [everything?.SecurityGroupRuleId ?? ""],
      }),
    );
    const SecurityGroupRule = { IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIpv4: "10.0.0.0/8" };
    await ec2.send(
      new ModifySecurityGroupRulesCommand({
        GroupId,
        SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule }],
      }),
    );
    await ec2.send(
      new UpdateSecurityGroupRuleDescriptionsEgressCommand({
        GroupId,
        SecurityGroupRuleDescriptions: [{ SecurityGroupRuleId, Description: "calls" }],
      }),
    );

    expect(await rulesOf(GroupId)).toMatchObject([
      { SecurityGroupRuleId, IsEgress: true, FromPort: 443, CidrIpv4: "10.0.0.0/8", Description: "calls" },
    ]);
    await expect(
      ec2.send(new UpdateSecurityGroupRuleDescriptionsIngressCommand({ GroupId, IpPermissions })),
    ).rejects.toMatchObject({ name: "InvalidPermission.NotFound" });
  });
});
