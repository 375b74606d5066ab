import { isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import type { Work } from "../engine/work.ts";
import { toText } from "../templates/text.ts";
import { type Declaration, declared, type Facts, isMissing } from "./declared.ts";
import { listOf } from "./each-target.ts";
import type { ResourceType } from "./resource-type.ts";

type Owned = (
  kind: string,
  id: string,
  declaration: Partial<Declaration> & Pick<Declaration, "create" | "delete">,
) => ResourceType;

const ways = ["Ingress", "Egress"] as const;
type Way = (typeof ways)[number];

const all: Json = { IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] };

/** A rule as templates write it, for the operations: one peer of one range of ports. */
function permission(rule: JsonObject, way: Way): JsonObject {
  const { Description: text, CidrIp, CidrIpv6, IpProtocol = "-1", FromPort, ToPort } = rule;
  const Description = text === undefined ? {} : { Description: text };
  const group = rule[way === "Ingress" ? "SourceSecurityGroupId" : "DestinationSecurityGroupId"];
  const list = rule[way === "Ingress" ? "SourcePrefixListId" : "DestinationPrefixListId"];
  return {
    IpProtocol: toText(IpProtocol),
    ...(FromPort === undefined ? {} : { FromPort }),
    ...(ToPort === undefined ? {} : { ToPort }),
    ...(CidrIp === undefined ? {} : { IpRanges: [{ CidrIp, ...Description }] }),
    ...(CidrIpv6 === undefined ? {} : { Ipv6Ranges: [{ CidrIpv6, ...Description }] }),
    ...(group === undefined ? {} : { UserIdGroupPairs: [{ GroupId: group, ...Description }] }),
    ...(list === undefined ? {} : { PrefixListIds: [{ PrefixListId: list, ...Description }] }),
  };
}

const permissionsOf = (properties: JsonObject, way: Way): JsonObject[] =>
  listOf(properties[`SecurityGroup${way}`])
    .filter(isObject)
    .map((rule) => permission(rule, way));

/** The rules that stand in the group itself. A group that names rules outward has no others. */
async function changeRules(work: Work, facts: Facts, before: JsonObject | undefined): Promise<void> {
  const GroupId = facts["PhysicalId"] ?? facts["GroupId"] ?? "";
  for (const way of ways) {
    const wanted = permissionsOf(facts, way);
    const had = before === undefined ? [] : permissionsOf(before, way);
    const isIn = (rules: readonly Json[], rule: Json): boolean =>
      rules.some((one) => JSON.stringify(one) === JSON.stringify(rule));
    const removed = had.filter((rule) => !isIn(wanted, rule));
    const added = wanted.filter((rule) => !isIn(had, rule));
    const wasOpen = way === "Egress" && had.length === 0;
    if (wasOpen && added.length > 0) removed.push(all as JsonObject);
    if (way === "Egress" && wanted.length === 0 && had.length > 0) added.push(all as JsonObject);
    if (removed.length > 0) {
      const input = { GroupId, IpPermissions: removed };
      await work.aws("ec2", `RevokeSecurityGroup${way}`, input).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      });
    }
    if (added.length > 0) await work.aws("ec2", `AuthorizeSecurityGroup${way}`, { GroupId, IpPermissions: added });
  }
}

const oneRule = (way: Way): ResourceType =>
  declared({
    service: "ec2",
    create: `AuthorizeSecurityGroup${way}`,
    delete: `RevokeSecurityGroup${way}`,
    id: ({ PhysicalId: known, SecurityGroupRules: rules }) => {
      const [made] = listOf(rules);
      return toText(known ?? (isObject(made) ? (made["SecurityGroupRuleId"] ?? "") : ""));
    },
    input: (facts) =>
      facts["PhysicalId"] === undefined
        ? { IpPermissions: [permission(facts, way)] }
        : { SecurityGroupRuleIds: [facts["PhysicalId"]] },
    attributes: ({ PhysicalId: known, SecurityGroupRules: rules }) => {
      const [made] = listOf(rules);
      return { Id: known ?? (isObject(made) ? (made["SecurityGroupRuleId"] ?? "") : "") };
    },
    async complete(work, { PhysicalId: id = "", GroupId = "", Description = "" }, before) {
      if (before === undefined) return;
      const SecurityGroupRuleDescriptions = [{ SecurityGroupRuleId: id, Description }];
      const input = { GroupId, SecurityGroupRuleDescriptions };
      await work.aws("ec2", `UpdateSecurityGroupRuleDescriptions${way}`, input);
    },
  });

export const securityGroupTypes = (owned: Owned): Readonly<Record<string, ResourceType>> => ({
  "AWS::EC2::SecurityGroup": owned("security-group", "GroupId", {
    create: "CreateSecurityGroup",
    delete: "DeleteSecurityGroup",
    name: { property: "GroupName", max: 255 },
    input: ({ GroupDescription = "" }) => ({ Description: GroupDescription }),
    attributes: ({ PhysicalId, GroupId = PhysicalId ?? "", VpcId = "" }) => ({ GroupId, Id: GroupId, VpcId }),
    complete: changeRules,
  }),
  "AWS::EC2::SecurityGroupIngress": oneRule("Ingress"),
  "AWS::EC2::SecurityGroupEgress": oneRule("Egress"),
});
