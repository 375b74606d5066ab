import { onEach } from "../access.ts";
import type { Ec2Operation } from "../shapes.ts";
import { checkedBlock, duplicateRule, protocolOf, ruleKey, rulesOfGroup } from "./rules.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySecurityGroupRules.html */
export const modifySecurityGroupRules: Ec2Operation<"ModifySecurityGroupRules"> = {
  access: onEach("ModifySecurityGroupRules", ({ GroupId }) => ({ "security-group": GroupId })),

  run({ store }, { GroupId, SecurityGroupRules = [] }) {
    store.get("security-group", GroupId);
    const changed = SecurityGroupRules.map(({ SecurityGroupRuleId, SecurityGroupRule: wanted = {} }) => {
      const {
        GroupOwnerId,
        IsEgress,
        Tags,
        SecurityGroupRuleId: id,
        GroupId: of,
      } = store.get("security-group-rule", SecurityGroupRuleId);
      const { CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId, Description } = wanted;
      if (ReferencedGroupId !== undefined) store.get("security-group", ReferencedGroupId);
      return {
        ...{ SecurityGroupRuleId: id, GroupId: of, GroupOwnerId, IsEgress, Tags, Description },
        ...protocolOf(wanted),
        ...(CidrIpv4 === undefined ? {} : { CidrIpv4: checkedBlock(CidrIpv4) }),
        ...{ CidrIpv6, PrefixListId },
        ...(ReferencedGroupId === undefined
          ? {}
          : { ReferencedGroupInfo: { GroupId: ReferencedGroupId, UserId: GroupOwnerId } }),
      };
    });
    const others = rulesOfGroup(store, GroupId ?? "").filter(
      (rule) => !changed.some((one) => one.SecurityGroupRuleId === rule.SecurityGroupRuleId),
    );
    const keys = new Set(others.map(ruleKey));
    const duplicate = changed.find((rule) => keys.has(ruleKey(rule)));
    if (duplicate !== undefined) throw duplicateRule(duplicate);

    for (const rule of changed) store.put("security-group-rule", rule);
    return { Return: true };
  },
};
