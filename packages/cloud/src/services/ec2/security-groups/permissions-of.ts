import type { IpPermission } from "@aws-sdk/client-ec2";
import type { SecurityGroupRule } from "../model.ts";

/** The older way to show rules, where all peers of one protocol and range of ports stand together, in the order of their blocks. */
export function permissionsOf(rules: readonly SecurityGroupRule[]): IpPermission[] {
  const permissions = new Map<string, SecurityGroupRule[]>();
  for (const rule of rules.toSorted((a, b) => (a.CidrIpv4 ?? "").localeCompare(b.CidrIpv4 ?? ""))) {
    const key = `${rule.IpProtocol} ${rule.FromPort} ${rule.ToPort}`;
    permissions.set(key, [...(permissions.get(key) ?? []), rule]);
  }
  return [...permissions.values()].map(permissionOf);
}

function permissionOf(rules: readonly SecurityGroupRule[]): IpPermission {
  const { IpProtocol, FromPort, ToPort } = rules[0] ?? {};
  return {
    IpProtocol,
    ...(IpProtocol === "-1" ? {} : { FromPort, ToPort }),
    IpRanges: rules.flatMap(({ CidrIpv4: CidrIp, Description }) =>
      CidrIp === undefined ? [] : [{ CidrIp, Description }],
    ),
    Ipv6Ranges: rules.flatMap(({ CidrIpv6, Description }) =>
      CidrIpv6 === undefined ? [] : [{ CidrIpv6, Description }],
    ),
    PrefixListIds: rules.flatMap(({ PrefixListId, Description }) =>
      PrefixListId === undefined ? [] : [{ PrefixListId, Description }],
    ),
    UserIdGroupPairs: rules.flatMap(({ ReferencedGroupInfo: group, Description }) =>
      group === undefined ? [] : [{ ...group, Description }],
    ),
  };
}
