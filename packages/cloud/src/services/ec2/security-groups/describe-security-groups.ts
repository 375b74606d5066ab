import type { SecurityGroup as SecurityGroupOutput } from "@aws-sdk/client-ec2";
import { onAnything } from "../access.ts";
import { type Filters, find } from "../filters.ts";
import type { SecurityGroup, SecurityGroupRule } from "../model.ts";
import type { Ec2Operation } from "../shapes.ts";
import { permissionsOf } from "./permissions-of.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html */
export const describeSecurityGroups: Ec2Operation<"DescribeSecurityGroups"> = {
  access: onAnything("DescribeSecurityGroups"),

  run({ store }, { GroupIds: ids, GroupNames = [], Filters = [], MaxResults, NextToken }) {
    const rules = new Map<string, SecurityGroupRule[]>();
    for (const rule of store.list("security-group-rule")) {
      rules.set(rule.GroupId, [...(rules.get(rule.GroupId) ?? []), rule]);
    }
    const rulesOf = ({ GroupId }: SecurityGroup): readonly SecurityGroupRule[] => rules.get(GroupId) ?? [];
    const named = GroupNames.length === 0 ? [] : [{ Name: "group-name", Values: GroupNames }];
    const wanted = { ids, Filters: [...Filters, ...named], MaxResults, NextToken };
    const { items, NextToken: next } = find(store, "security-group", wanted, filtersOver(rulesOf));
    return { SecurityGroups: items.map((group) => groupOutput(group, rulesOf(group))), NextToken: next };
  },
};

function filtersOver(rulesOf: (group: SecurityGroup) => readonly SecurityGroupRule[]): Filters<SecurityGroup> {
  const rulesToo = Object.entries(ruleFilters).flatMap(([name, read]) =>
    (["", "egress."] as const).map((way) => [
      `${way}ip-permission.${name}`,
      (group: SecurityGroup) =>
        rulesOf(group)
          .filter(({ IsEgress }) => IsEgress === (way === "egress."))
          .map(read),
    ]),
  );
  return { ...groupFilters, ...(Object.fromEntries(rulesToo) as Filters<SecurityGroup>) };
}

const groupFilters: Filters<SecurityGroup> = {
  description: ({ Description }) => Description,
  "group-id": ({ GroupId }) => GroupId,
  "group-name": ({ GroupName }) => GroupName,
  "owner-id": ({ OwnerId }) => OwnerId,
  "vpc-id": ({ VpcId }) => VpcId,
};

const ruleFilters: Readonly<Record<string, (rule: SecurityGroupRule) => number | string | undefined>> = {
  cidr: ({ CidrIpv4 }) => CidrIpv4,
  "from-port": ({ FromPort }) => FromPort,
  "group-id": ({ ReferencedGroupInfo }) => ReferencedGroupInfo?.GroupId,
  "ipv6-cidr": ({ CidrIpv6 }) => CidrIpv6,
  "prefix-list-id": ({ PrefixListId }) => PrefixListId,
  protocol: ({ IpProtocol }) => IpProtocol,
  "to-port": ({ ToPort }) => ToPort,
};

const groupOutput = (group: SecurityGroup, rules: readonly SecurityGroupRule[]): SecurityGroupOutput => ({
  ...group,
  IpPermissions: permissionsOf(rules.filter(({ IsEgress }) => !IsEgress)),
  IpPermissionsEgress: permissionsOf(rules.filter(({ IsEgress }) => IsEgress)),
});
