import type { IpPermission } from "@aws-sdk/client-ec2";
import { formatBlock, parseBlock } from "../../../reach/cidr.ts";
import { ec2Error, invalidValue, notFound } from "../errors.ts";
import type { SecurityGroup, SecurityGroupRule } from "../model.ts";
import type { Ec2Store } from "../store.ts";

/** A rule as it is asked for, before it has an id. */
export type WantedRule = Omit<SecurityGroupRule, "GroupId" | "GroupOwnerId" | "SecurityGroupRuleId" | "Tags">;

export const everythingOut: WantedRule = {
  IsEgress: true,
  IpProtocol: "-1",
  FromPort: -1,
  ToPort: -1,
  CidrIpv4: "0.0.0.0/0",
};

export const newRule = (
  store: Ec2Store,
  wanted: WantedRule & Pick<SecurityGroupRule, "GroupId"> & Partial<Pick<SecurityGroupRule, "Tags">>,
): SecurityGroupRule => ({
  SecurityGroupRuleId: store.newId("security-group-rule"),
  GroupOwnerId: store.scope.account,
  Tags: [],
  ...wanted,
});

/** The older way to name one rule, with its members beside the group. */
interface SingleRule {
  readonly IpPermissions?: readonly IpPermission[] | undefined;
  readonly IpProtocol?: string | undefined;
  readonly FromPort?: number | undefined;
  readonly ToPort?: number | undefined;
  readonly CidrIp?: string | undefined;
  readonly SourceSecurityGroupName?: string | undefined;
}

/** The rules that an input asks for, one for each peer. */
export function wantedRules(store: Ec2Store, group: SecurityGroup, input: SingleRule, IsEgress: boolean): WantedRule[] {
  const { IpPermissions, IpProtocol, FromPort, ToPort, CidrIp, SourceSecurityGroupName } = input;
  const single: IpPermission = {
    ...{ IpProtocol, FromPort, ToPort },
    ...(CidrIp === undefined ? {} : { IpRanges: [{ CidrIp }] }),
    ...(SourceSecurityGroupName === undefined
      ? {}
      : { UserIdGroupPairs: [{ GroupId: groupNamed(store, group.VpcId, SourceSecurityGroupName) }] }),
  };
  const rules = (IpPermissions ?? [single]).flatMap((permission) => rulesOf(store, permission, IsEgress));
  if (rules.length === 0) {
    throw ec2Error("MissingParameter", "Source group ID missing.");
  }
  return rules;
}

function groupNamed(store: Ec2Store, vpcId: string, name: string): string {
  const found = store.list("security-group").find(({ VpcId, GroupName }) => VpcId === vpcId && GroupName === name);
  if (found === undefined) throw notFound("security-group", name);
  return found.GroupId;
}

function rulesOf(store: Ec2Store, permission: IpPermission, IsEgress: boolean): WantedRule[] {
  const { IpRanges = [], Ipv6Ranges = [], PrefixListIds = [], UserIdGroupPairs = [] } = permission;
  const reach = { IsEgress, ...protocolOf(permission) };
  return [
    ...IpRanges.map(({ CidrIp = "", Description }) => ({ ...reach, CidrIpv4: checkedBlock(CidrIp), Description })),
    ...Ipv6Ranges.map(({ CidrIpv6, Description }) => ({ ...reach, CidrIpv6, Description })),
    ...PrefixListIds.map(({ PrefixListId, Description }) => ({ ...reach, PrefixListId, Description })),
    ...UserIdGroupPairs.map(({ GroupId = "", UserId, Description }) => {
      store.get("security-group", GroupId);
      return { ...reach, ReferencedGroupInfo: { GroupId, UserId: UserId ?? store.scope.account }, Description };
    }),
  ];
}

export function checkedBlock(cidr: string): string {
  const block = cidr.includes("/") ? parseBlock(cidr) : undefined;
  if (block === undefined) throw invalidValue(`CIDR block ${cidr} is malformed`);
  return formatBlock(block);
}

const protocolNames: Readonly<Record<string, string>> = { "1": "icmp", "6": "tcp", "17": "udp", "58": "icmpv6" };
const portMax = 65_535;

interface Ports {
  readonly IpProtocol: string;
  readonly FromPort: number;
  readonly ToPort: number;
}

/** Numbers of protocols become names, and where ports mean nothing there are none. */
export function protocolOf(given: Pick<IpPermission, "FromPort" | "IpProtocol" | "ToPort">): Ports {
  const { IpProtocol: name = "", FromPort = -1, ToPort = -1 } = given;
  const IpProtocol = protocolNames[name] ?? name.toLowerCase();
  if (!/^(-1|tcp|udp|icmp|icmpv6|\d{1,3})$/.test(IpProtocol)) {
    throw invalidValue(`Invalid value '${name}' for IP protocol. Unknown protocol.`);
  }
  if (IpProtocol === "-1") return { IpProtocol, FromPort: -1, ToPort: -1 };
  if (IpProtocol === "tcp" || IpProtocol === "udp") refusePorts(given);
  return { IpProtocol, FromPort, ToPort };
}

function refusePorts({ FromPort, ToPort }: Pick<IpPermission, "FromPort" | "ToPort">): void {
  if (FromPort === undefined || ToPort === undefined) {
    throw invalidValue(`Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.`);
  }
  const outside = [FromPort, ToPort].find((port) => port < 0 || port > portMax);
  if (outside !== undefined) throw invalidValue(`Invalid value '${outside}' for port. Must be between 0 and 65535.`);
  if (FromPort > ToPort) throw invalidValue(`Invalid TCP/UDP port range (${FromPort}:${ToPort})`);
}

/** Two rules are the same whatever they are described as. */
export const ruleKey = (rule: WantedRule): string => {
  const { IsEgress, IpProtocol, FromPort, ToPort, CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupInfo: group } = rule;
  return JSON.stringify([IsEgress, IpProtocol, FromPort, ToPort, CidrIpv4, CidrIpv6, PrefixListId, group?.GroupId]);
};

export const rulesOfGroup = (store: Ec2Store, groupId: string): SecurityGroupRule[] =>
  store.list("security-group-rule").filter(({ GroupId }) => GroupId === groupId);

export function duplicateRule(rule: WantedRule): Error {
  const { CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupInfo, IpProtocol, FromPort, ToPort } = rule;
  const peer = CidrIpv4 ?? CidrIpv6 ?? PrefixListId ?? ReferencedGroupInfo?.GroupId ?? "";
  const ports = IpProtocol === "-1" ? "ALL" : `${IpProtocol.toUpperCase()}, from port: ${FromPort}, to port: ${ToPort}`;
  return ec2Error("InvalidPermission.Duplicate", `the specified rule "peer: ${peer}, ${ports}, ALLOW" already exists`);
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups */
const rulesMax = 60;

/** The rules that are to be added, unless one is there already or there would be too many. */
export function addedRules(store: Ec2Store, group: SecurityGroup, wanted: readonly WantedRule[]): SecurityGroupRule[] {
  const all = rulesOfGroup(store, group.GroupId);
  const keys = new Set(all.map(ruleKey));
  const rules = wanted.map((rule) => {
    const key = ruleKey(rule);
    if (keys.has(key)) throw duplicateRule(rule);
    keys.add(key);
    return newRule(store, { ...rule, GroupId: group.GroupId });
  });
  const count = [...all, ...rules].filter(({ IsEgress }) => IsEgress === wanted[0]?.IsEgress).length;
  if (count > rulesMax) {
    throw ec2Error(
      "RulesPerSecurityGroupLimitExceeded",
      "The maximum number of rules per security group has been reached.",
    );
  }
  return rules;
}
